"""Deeds judged, or marked as steps, by themselves."""

from datetime import datetime

from django.db import transaction

from apps.accounts.models import User
from apps.gamification.awards.services import confirm_deed, judge_deeds, settle_held
from apps.gamification.celebrations.services import Moment
from apps.gamification.deeds.deed import Deed
from apps.gamification.levels.services import conclude
from apps.gamification.members.services import lock_doings
from apps.gamification.models import Award, Hold, RuleDecision, StepDone
from apps.gamification.quests.services import mark_steps
from tests.gamification.talks import NOON


@transaction.atomic
def judge(*deeds: Deed) -> list[RuleDecision]:
    moment = Moment()
    decisions = judge_deeds(lock_doings(deeds), moment)
    conclude(moment)
    return decisions


@transaction.atomic
def do_step(deed: Deed) -> list[StepDone]:
    moment = Moment()
    marks = mark_steps(lock_doings([deed]), moment)
    conclude(moment)
    return marks


def settle(person: User, key: str = "message:1", *, by: User | None = None, now: datetime = NOON) -> list[Award]:
    """The other side confirms the deed, and its hold is over at once."""
    confirmed = confirm_deed(deed_key=key, person_id=person.pk, by_id=by.pk if by else None, cause="message:2", now=now)
    Hold.objects.filter(award__in=confirmed).update(settles_at=now)
    settle_held(now=now)
    return confirmed
