from contextlib import suppress

from apps.errors import Conflict
from apps.events.registry import handles
from apps.experiments.events import ExperimentDecided, ExperimentStopped
from apps.experiments.models import Experiment
from apps.gamification.rules.models import Rule
from apps.gamification.rules.services import pause_rule
from apps.gamification.rules.switches import PREFIX


@handles(ExperimentStopped)
def pause_a_rule_that_harms(event: ExperimentStopped) -> None:
    """One that broke a guardrail: with the comparison over, everybody would have it. Resuming it is for people; what
    they have decided since stands, however late or often this is heard of."""
    experiment = Experiment.objects.filter(pk=event.experiment).first()
    if experiment is not None and experiment.is_off_for_all:
        _pause(experiment.switch)


@handles(ExperimentDecided)
def pause_a_dropped_rule(event: ExperimentDecided) -> None:
    """Nobody has it any more: it decides nothing until somebody resumes it. Paused twice is paused."""
    if event.decision == Experiment.Decision.DROP:
        _pause(event.switch)


def _pause(switch: str) -> None:
    """Harmless for what is no rule, or isn't live."""
    if not switch.startswith(PREFIX):
        return
    rule = Rule.objects.filter(key=switch.removeprefix(PREFIX), state=Rule.State.LIVE).first()
    if rule is None:
        return
    with suppress(Conflict):  # somebody paused or retired it in between
        pause_rule(rule=rule)
