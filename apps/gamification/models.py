from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.levels.models import Level
from apps.gamification.members.models import Member
from apps.gamification.quests.models import Mission, MissionStep, StepDone
from apps.gamification.rules.models import Outcome, Rule, RuleDecision, RuleVersion

__all__ = [
    "Award",
    "AwardEntry",
    "Level",
    "Member",
    "Mission",
    "MissionStep",
    "Outcome",
    "Rule",
    "RuleDecision",
    "RuleVersion",
    "StepDone",
]
