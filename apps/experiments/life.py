"""An experiment's life: draft → running (announced first, where people were promised what some will go without) →
stopped → decided. Each step is kept in its history."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.errors import Conflict, InvalidInput
from apps.events.services import publish
from apps.experiments.events import ExperimentDecided, ExperimentStopped
from apps.experiments.flags import lock_feature
from apps.experiments.measures import measure_of
from apps.experiments.models import Arm, Experiment, FeatureGate
from apps.experiments.switches import Switch, switch_of


class ExperimentInOtherState(Conflict):
    code = "experiment_in_other_state"
    message = gettext_lazy("The experiment isn't in a state that allows this.")


@transaction.atomic
def start_experiment(*, experiment: Experiment, now: datetime) -> Experiment:
    """From now on, or from the end of its notice, it divides people; its arms and measures are frozen. Raises
    InvalidInput where something is missing, Conflict where another one runs, or a flag says who has it."""
    experiment = _locked(experiment, {Experiment.State.DRAFT})
    switch = check_experiment(experiment)
    lock_feature(experiment.switch)
    if FeatureGate.objects.filter(feature=experiment.switch).exists():
        raise Conflict(_("Only those have this who try it out in a beta programme. Open it to everybody first."))
    experiment.state = Experiment.State.RUNNING
    experiment.started_at = now + timedelta(days=switch.notice_days)
    try:
        with transaction.atomic():
            experiment.save()
    except IntegrityError as error:
        raise Conflict(_("Another experiment about this is running. Stop it first.")) from error
    return experiment


@transaction.atomic
def stop_experiment(*, experiment: Experiment, now: datetime, measure: str = "") -> Experiment:
    """Everybody has again what was compared; nobody, where it stopped by itself: `measure` is the guardrail that it
    broke."""
    experiment = _locked(experiment, {Experiment.State.RUNNING})
    experiment.state, experiment.ended_at, experiment.stopped_by_measure = Experiment.State.STOPPED, now, measure
    experiment.save()
    publish(ExperimentStopped(experiment=experiment.pk, measure=measure))
    return experiment


@transaction.atomic
def decide_experiment(*, experiment: Experiment, decision: str, why: str, now: datetime) -> Experiment:
    """Ends the experiment, if it runs, and says for everybody what follows from it."""
    experiment = _locked(experiment, {Experiment.State.RUNNING, Experiment.State.STOPPED})
    if decision not in Experiment.Decision.values:
        raise InvalidInput(_("Say what follows for everybody."), field="decision")
    if not why.strip():
        raise InvalidInput(_("Say why: whoever asks in a year finds it here."), field="why")
    experiment.ended_at = experiment.ended_at or now
    experiment.state, experiment.decision = Experiment.State.DECIDED, decision
    experiment.why, experiment.decided_at = why.strip(), now
    experiment.save()
    publish(ExperimentDecided(experiment=experiment.pk, switch=experiment.switch, decision=decision))
    return experiment


def check_experiment(experiment: Experiment) -> Switch:
    """Raises InvalidInput, with its field, for what would make the comparison say nothing. What it compares."""
    switch = check_measure(experiment.switch, experiment.measure)
    check_arms(experiment, experiment.shares)
    check_guardrails(experiment, [guardrail.measure for guardrail in experiment.guardrails.all()])
    return switch


def check_arms(experiment: Experiment, shares: dict[str, float]) -> None:
    """Shares in per cent by arm."""
    if Arm.Kind.ON not in shares or Arm.Kind.HOLDOUT not in shares:
        raise InvalidInput(_("A comparison needs people who have it and people who go without."), field="arms")
    if sum(shares.values()) != 100:
        raise InvalidInput(
            _("The shares of the arms are %(sum)d %% together; they must be 100 %%.") % {"sum": sum(shares.values())},
            field="arms",
        )
    weeks = experiment.withdraw_after_weeks
    if (Arm.Kind.WITHDRAWN in shares) != (weeks is not None):
        raise InvalidInput(
            _("An arm from which it is withdrawn and the weeks after which it is go together."),
            field="withdraw_after_weeks",
        )
    if weeks is not None and weeks >= experiment.planned_weeks:
        raise InvalidInput(_("It must be withdrawn before the planned end."), field="withdraw_after_weeks")


def check_guardrails(experiment: Experiment, keys: list[str]) -> None:
    if not keys:
        raise InvalidInput(_("Name at least one thing that must not get worse."), field="guardrails")
    if experiment.measure in keys:
        raise InvalidInput(_("What it should bring can't be its own guardrail."), field="guardrails")
    if any(measure_of(key) is None for key in keys):
        raise InvalidInput(_("There is no such measure."), field="guardrails")


def check_measure(switch_key: str, measure_key: str) -> Switch:
    switch = switch_of(switch_key)
    if switch is None:
        raise InvalidInput(_("There is nothing of this name to compare."), field="switch")
    check_counts_something_else(measure_key=measure_key, rewarded=switch.counts, title=switch.title, field="measure")
    return switch


def check_counts_something_else(
    *, measure_key: str, rewarded: Collection[str], title: str | Promise, field: str
) -> None:
    """Nothing is judged by the count of what it rewards."""
    measure = measure_of(measure_key)
    if measure is None:
        raise InvalidInput(_("There is no such measure."), field=field)
    if measure.counts.intersection(rewarded):
        raise InvalidInput(
            _("“%(measure)s” counts what “%(switch)s” rewards: of course there is more of it. Measure what it is for.")
            % {"measure": measure.title, "switch": title},
            field=field,
        )


def _locked(experiment: Experiment, allowed: set[Experiment.State]) -> Experiment:
    locked = Experiment.objects.select_for_update().get(pk=experiment.pk)
    if locked.state not in allowed:
        raise ExperimentInOtherState
    return locked
