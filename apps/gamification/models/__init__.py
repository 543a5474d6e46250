from apps.gamification.models.awards import Award, AwardEntry
from apps.gamification.models.members import Level, Member
from apps.gamification.models.missions import Mission, MissionStep, StepDone
from apps.gamification.models.rules import Outcome, Rule, RuleDecision, RuleVersion

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
