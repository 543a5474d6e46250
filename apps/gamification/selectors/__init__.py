from apps.gamification.selectors.ledger import SHOWS, LedgerLine, ledger, lines, narrowed, page_url
from apps.gamification.selectors.members import levels, member_of, shown_levels
from apps.gamification.selectors.missions import MissionState, mission_under_way, missions_of
from apps.gamification.selectors.progress import Progress, progress
from apps.gamification.selectors.rules import rules_for, rules_in_force

__all__ = [
    "SHOWS",
    "LedgerLine",
    "MissionState",
    "Progress",
    "ledger",
    "levels",
    "lines",
    "member_of",
    "mission_under_way",
    "missions_of",
    "narrowed",
    "page_url",
    "progress",
    "rules_for",
    "rules_in_force",
    "shown_levels",
]
