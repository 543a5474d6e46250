from apps.gamification.admin.awards import AwardAdmin, RuleDecisionAdmin
from apps.gamification.admin.levels import LevelAdmin
from apps.gamification.admin.missions import MissionAdmin
from apps.gamification.admin.rules import RuleAdmin

__all__ = ["AwardAdmin", "LevelAdmin", "MissionAdmin", "RuleAdmin", "RuleDecisionAdmin"]
