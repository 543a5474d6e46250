"""Deeds judged, or marked as steps, by themselves."""

from django.db import transaction

from apps.gamification.deeds import Deed
from apps.gamification.models import RuleDecision, StepDone
from apps.gamification.services.awards import judge_deeds
from apps.gamification.services.members import lock_doings
from apps.gamification.services.missions import mark_steps


@transaction.atomic
def judge(*deeds: Deed) -> list[RuleDecision]:
    return judge_deeds(lock_doings(deeds))


@transaction.atomic
def do_step(deed: Deed) -> list[StepDone]:
    return mark_steps(lock_doings([deed]))
