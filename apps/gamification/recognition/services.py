from django.db import transaction

from apps.gamification.awards.services import judge_deeds
from apps.gamification.deeds.deed import Deed
from apps.gamification.members.services import lock_doings
from apps.gamification.quests.services import mark_steps


@transaction.atomic(savepoint=False)
def recognise(*deeds: Deed) -> None:
    """Everything that follows from deeds: steps of missions, and what the live rules say. Where they share a person,
    each counts what the one before it brought."""
    group = lock_doings(deeds)
    mark_steps(group)
    judge_deeds(group)
