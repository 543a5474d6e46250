from django.db import transaction

from apps.gamification.awards.services import judge_deeds
from apps.gamification.celebrations.services import Moment
from apps.gamification.deeds.deed import Deed
from apps.gamification.levels.services import conclude
from apps.gamification.members.services import lock_doings
from apps.gamification.quests.services import mark_steps


@transaction.atomic(savepoint=False)
def recognise(*deeds: Deed) -> None:
    """Everything that follows from deeds: steps of missions, and what the live rules say. Where they share a person,
    each counts what the one before it brought. What it all brought is told once."""
    group = lock_doings(deeds)
    moment = Moment()
    mark_steps(group, moment)
    judge_deeds(group, moment)
    conclude(moment)
