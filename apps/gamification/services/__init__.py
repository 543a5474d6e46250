from apps.gamification.services.awards import lapse_awards, reverse_award, settle_deed
from apps.gamification.services.levels import check_levels
from apps.gamification.services.members import set_visibility
from apps.gamification.services.recognition import recognise
from apps.gamification.services.rehearsal import DryRun, dry_run
from apps.gamification.services.rules import (
    check_version,
    next_number,
    pause_rule,
    publish_rule,
    resume_rule,
    retire_rule,
)

__all__ = [
    "DryRun",
    "check_levels",
    "check_version",
    "dry_run",
    "lapse_awards",
    "next_number",
    "pause_rule",
    "publish_rule",
    "recognise",
    "resume_rule",
    "retire_rule",
    "reverse_award",
    "set_visibility",
    "settle_deed",
]
