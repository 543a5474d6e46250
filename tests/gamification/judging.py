"""Deeds judged, or marked as steps, by themselves."""

from django.db import transaction

from apps.gamification.awards.services import judge_deeds
from apps.gamification.deeds.deed import Deed
from apps.gamification.members.services import lock_doings
from apps.gamification.models import RuleDecision, StepDone
from apps.gamification.quests.services import mark_steps


@transaction.atomic
def judge(*deeds: Deed) -> list[RuleDecision]:
    return judge_deeds(lock_doings(deeds))


@transaction.atomic
def do_step(deed: Deed) -> list[StepDone]:
    return mark_steps(lock_doings([deed]))
