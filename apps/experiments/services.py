from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.experiments.assignment import arm_of
from apps.experiments.features import Feature
from apps.experiments.models import Experiment, Exposure, FeatureUse

HOLDOUT = "holdout"
"""The arm whose people go without."""
WITHOUT_EXPERIMENT = "on"


def expose(*, experiment: Experiment, unit: str, person: User | None = None) -> str:
    """Logs that the unit reached the point of difference, once, and returns its arm."""
    arm = arm_of(unit, salt=experiment.salt, arms=experiment.arms)
    if experiment.started_at and not experiment.ended_at:
        Exposure.objects.get_or_create(experiment=experiment, unit=unit, person=person, defaults={"arm": arm})
    return arm


def feature_is_on(feature: Feature, person: User) -> bool:
    """Whether this person has the feature, and the exposure of their company, or of themselves, to its experiment."""
    return _arm(feature, person) != HOLDOUT


def feature_shown(feature: Feature, person: User, *, conversation: int) -> bool:
    """Call it where there is something to show: whether to show it. Counted once a conversation, in every arm; of who
    goes without, that it would have been shown."""
    arm = _arm(feature, person)
    use = FeatureUse(feature=feature.key, person=person, conversation=conversation, arm=arm)
    FeatureUse.objects.bulk_create([use], ignore_conflicts=True)
    return arm != HOLDOUT


def feature_used(feature: Feature, person: User, *, conversation: int) -> None:
    """The person took up what was shown. The first time counts."""
    now = timezone.now()
    FeatureUse.objects.get_or_create(
        feature=feature.key,
        person=person,
        conversation=conversation,
        defaults={"arm": _arm(feature, person), "shown_at": now},
    )
    FeatureUse.objects.filter(feature=feature.key, person=person, conversation=conversation, used_at=None).update(
        used_at=now
    )


def features_answered(answers: Iterable[tuple[int, int, datetime]]) -> None:
    """What was shown to these askers in these conversations was followed by an answer, at that moment: the first one
    after it counts. Harmless when repeated."""
    for conversation, asker, answered_at in answers:
        FeatureUse.objects.filter(
            Q(conversation=conversation, person=asker, answered_at=None), shown_at__lte=answered_at
        ).update(answered_at=answered_at)


def _arm(feature: Feature, person: User) -> str:
    experiment = Experiment.objects.filter(key=feature.key, started_at__lte=timezone.now(), ended_at=None).first()
    if experiment is None:
        return WITHOUT_EXPERIMENT
    return expose(experiment=experiment, unit=unit_of(person), person=person)


def unit_of(person: User) -> str:
    """Colleagues see what each other see: a company is one unit, everybody else is their own."""
    return f"company:{person.company_id}" if person.company_id else f"person:{person.pk}"
