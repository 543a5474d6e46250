from contextlib import suppress

from apps.errors import Conflict
from apps.events.registry import handles
from apps.experiments.events import ExperimentDecided
from apps.experiments.models import Experiment
from apps.gamification.rules.models import Rule
from apps.gamification.rules.services import pause_rule
from apps.gamification.rules.switches import PREFIX


@handles(ExperimentDecided)
def pause_a_dropped_rule(event: ExperimentDecided) -> None:
    """Nobody has it any more: it decides nothing until somebody resumes it. Paused twice is paused."""
    if event.decision != Experiment.Decision.DROP or not event.switch.startswith(PREFIX):
        return
    rule = Rule.objects.filter(key=event.switch.removeprefix(PREFIX), state=Rule.State.LIVE).first()
    if rule is None:
        return
    with suppress(Conflict):  # somebody paused or retired it in between
        pause_rule(rule=rule)
