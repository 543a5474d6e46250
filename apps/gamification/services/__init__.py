from apps.gamification.services.awards import judge, lapse_awards, reverse_award, settle_deed
from apps.gamification.services.members import set_visibility
from apps.gamification.services.missions import do_step
from apps.gamification.services.recognition import recognise
from apps.gamification.services.rules import dry_run, pause_rule, publish_rule, retire_rule

__all__ = [
    "do_step",
    "dry_run",
    "judge",
    "lapse_awards",
    "pause_rule",
    "publish_rule",
    "recognise",
    "retire_rule",
    "reverse_award",
    "set_visibility",
    "settle_deed",
]
