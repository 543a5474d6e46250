from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, Value
from django.utils import timezone

from apps.accounts.models import User
from apps.experiments.assignment import arm_of
from apps.experiments.features import Feature
from apps.experiments.flags import passes_gate
from apps.experiments.models import Arm, Experiment, Exposure, FeatureGate, FeatureUse

WITHOUT_EXPERIMENT = "on"


@dataclass(frozen=True)
class Place:
    """Where a person stands in an experiment: their unit, its arm, and whether they have what is compared."""

    experiment: Experiment
    unit: str
    arm: str
    is_on: bool


def unit_of(person: User, unit: str = Experiment.Unit.CLUSTER) -> str | None:
    """Colleagues see what each other see: a company is one unit, everybody else is their own. None for who isn't
    divided."""
    if person.company_id:
        return None if unit == Experiment.Unit.PERSON else f"company:{person.company_id}"
    return None if unit == Experiment.Unit.COMPANY else f"person:{person.pk}"


def running(switches: Collection[str], *, now: datetime) -> dict[str, Experiment]:
    """The experiments that divide people now, by what they compare."""
    found = Experiment.objects.filter(switch__in=switches, state=Experiment.State.RUNNING, started_at__lte=now)
    return {experiment.switch: experiment for experiment in found.prefetch_related("arms")}


def announced(switches: Collection[str], *, now: datetime) -> dict[str, Experiment]:
    """Those that will begin: who will go without is told before."""
    found = Experiment.objects.filter(switch__in=switches, state=Experiment.State.RUNNING, started_at__gt=now)
    return {experiment.switch: experiment for experiment in found.prefetch_related("arms")}


def place_of(experiment: Experiment, person: User, *, now: datetime) -> Place | None:
    """None for who isn't divided by it. Logs nothing."""
    unit = unit_of(person, experiment.unit)
    if unit is None:
        return None
    arm = arm_of(unit, salt=experiment.salt, arms=experiment.shares)
    return Place(experiment, unit, arm, is_on=has_it(experiment, arm, now=now))


def has_it(experiment: Experiment, arm: str, *, now: datetime) -> bool:
    if arm == Arm.Kind.WITHDRAWN:
        withdrawn_at = withdrawal_of(experiment)
        return withdrawn_at is None or now < withdrawn_at
    return arm != Arm.Kind.HOLDOUT


def chance_of(experiment: Experiment, *, is_on: bool, now: datetime) -> float:
    """How likely it was to have what is compared at this moment, or to go without it, 0–1."""
    shares = experiment.shares
    alike = sum(share for arm, share in shares.items() if has_it(experiment, arm, now=now) == is_on)
    return alike / sum(shares.values())


def withdrawal_of(experiment: Experiment) -> datetime | None:
    """When what is compared is withdrawn from the arm that has it until then."""
    if experiment.started_at is None or experiment.withdraw_after_weeks is None:
        return None
    return experiment.started_at + timedelta(weeks=experiment.withdraw_after_weeks)


def expose(experiment: Experiment, people: Sequence[User], *, now: datetime) -> dict[int, Place]:
    """Logs that these people reached the point of difference, once each, in every arm. Their places; without those who
    aren't divided."""
    places = {person.pk: place for person in people if (place := place_of(experiment, person, now=now))}
    known = set(Exposure.objects.filter(experiment=experiment, person__in=places).values_list("person", flat=True))
    fresh = [
        Exposure(experiment=experiment, unit=place.unit, arm=place.arm, person_id=person, created_at=now)
        for person, place in places.items()
        if person not in known
    ]
    if fresh:
        Exposure.objects.bulk_create(fresh, ignore_conflicts=True)
    return places


def feature_is_on(feature: Feature, person: User) -> bool:
    """Whether this person has the feature, and the exposure of their company, or of themselves, to its experiment."""
    _arm, is_on = _standing(feature, person)
    return is_on


def feature_shown(feature: Feature, person: User, *, conversation: int) -> bool:
    """Call it where there is something to show: whether to show it. Counted once a conversation, in every arm; of who
    goes without, that it would have been shown."""
    arm, is_on = _standing(feature, person)
    use = FeatureUse(feature=feature.key, person=person, conversation=conversation, arm=arm)
    FeatureUse.objects.bulk_create([use], ignore_conflicts=True)
    return is_on


def feature_used(feature: Feature, person: User, *, conversation: int) -> None:
    """The person took up what was shown. The first time counts."""
    now = timezone.now()
    FeatureUse.objects.get_or_create(
        feature=feature.key,
        person=person,
        conversation=conversation,
        defaults={"arm": _standing(feature, person)[0], "shown_at": now},
    )
    FeatureUse.objects.filter(feature=feature.key, person=person, conversation=conversation, used_at=None).update(
        used_at=now
    )


def features_answered(answers: Iterable[tuple[int, int, datetime]]) -> None:
    """What was shown to these askers in these conversations was followed by an answer, at that moment: the first one
    after it counts. Harmless when repeated."""
    answers = list(answers)
    unanswered = FeatureUse.objects.filter(conversation__in={one[0] for one in answers}, answered_at=None)
    shown = set(unanswered.values_list("conversation", "person"))
    for conversation, asker, answered_at in answers:
        if (conversation, asker) not in shown:
            continue
        FeatureUse.objects.filter(
            Q(conversation=conversation, person=asker, answered_at=None), shown_at__lte=answered_at
        ).update(answered_at=answered_at)


def _standing(feature: Feature, person: User) -> tuple[str, bool]:
    """The person's arm, and whether they have the feature: by its flag where it is behind one, else by the experiment
    that runs, else by what the last one led to."""
    now = timezone.now()
    begun = Experiment.objects.filter(switch=feature.key, started_at__lte=now)
    gates = FeatureGate.objects.filter(feature=feature.key)
    # Most features have neither: one query asks for both.
    known = set(begun.order_by().values_list(Value("experiment")).union(gates.values_list(Value("gate"))))
    if ("gate",) in known:
        return (WITHOUT_EXPERIMENT, True) if passes_gate(feature.key, person) else (Arm.Kind.HOLDOUT, False)
    if not known:
        return WITHOUT_EXPERIMENT, True
    experiment = begun.prefetch_related("arms").latest("started_at", "pk")
    if experiment.state != Experiment.State.RUNNING:
        return (Arm.Kind.HOLDOUT, False) if experiment.is_off_for_all else (WITHOUT_EXPERIMENT, True)
    place = expose(experiment, [person], now=now).get(person.pk)
    return (place.arm, place.is_on) if place else (WITHOUT_EXPERIMENT, True)
