from apps.gamification.appeals.models import Appeal
from apps.gamification.awards.models import Award, AwardEntry, Hold
from apps.gamification.badges.models import Badge, BadgeGrade, BadgeHeld, BadgeRun, BadgeSeries
from apps.gamification.boards.models import Board, BoardRow
from apps.gamification.creators.models import Creator, CreatorCriterion, CreatorTitle
from apps.gamification.desk.models import RuleCost
from apps.gamification.drafting.models import DryRun
from apps.gamification.fairness.models import RingMember
from apps.gamification.grants.models import Grant
from apps.gamification.honours.models import Ballot, Honour, HonourVote, Nominee
from apps.gamification.kudos.models import Kudos
from apps.gamification.ledger.models import CoinAccount, CoinLeg, CoinTransaction, LedgerProof
from apps.gamification.levels.models import Level, LevelPrivilege
from apps.gamification.members.models import Member
from apps.gamification.quests.models import Campaign, Mission, MissionStage, MissionStep, StagePassed, StepDone
from apps.gamification.referrals.models import InviteLink, Referral
from apps.gamification.rules.models import FormDraw, FormRecord, Outcome, Rule, RuleDecision, RuleVersion
from apps.gamification.shop.models import Order, Reward
from apps.gamification.story.models import MemberStory
from apps.gamification.streaks.models import Streak, StreakZone

__all__ = [
    "Appeal",
    "Award",
    "AwardEntry",
    "Badge",
    "BadgeGrade",
    "BadgeHeld",
    "BadgeRun",
    "BadgeSeries",
    "Ballot",
    "Board",
    "BoardRow",
    "Campaign",
    "CoinAccount",
    "CoinLeg",
    "CoinTransaction",
    "Creator",
    "CreatorCriterion",
    "CreatorTitle",
    "DryRun",
    "FormDraw",
    "FormRecord",
    "Grant",
    "Hold",
    "Honour",
    "HonourVote",
    "InviteLink",
    "Kudos",
    "LedgerProof",
    "Level",
    "LevelPrivilege",
    "Member",
    "MemberStory",
    "Mission",
    "MissionStage",
    "MissionStep",
    "Nominee",
    "Order",
    "Outcome",
    "Referral",
    "Reward",
    "RingMember",
    "Rule",
    "RuleCost",
    "RuleDecision",
    "RuleVersion",
    "StagePassed",
    "StepDone",
    "Streak",
    "StreakZone",
]
