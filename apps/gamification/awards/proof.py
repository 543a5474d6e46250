"""The nightly proof: everybody's points are the sum of what their awards are worth."""

import logging

from django.db import transaction
from django.db.models import Sum

from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.members.models import Member
from apps.gamification.members.services import change_points, lock_members

BATCH = 1000
logger = logging.getLogger(__name__)


def points_of(people: list[int]) -> dict[int, int]:
    """What counts, summed up from the entries; people without awards are left out."""
    counting = Award.objects.beside_last(AwardEntry.COUNTING).filter(person__in=people)
    return dict(counting.values("person").annotate(total=Sum("entries__points")).values_list("person", "total"))


def check_points() -> int:
    """Mends balances that don't fit their entries, and logs each as an error: it can't happen. Returns how many."""
    mended, last = 0, 0
    while batch := list(Member.objects.filter(person__gt=last).order_by("person_id")[:BATCH]):
        last = batch[-1].person_id
        sums = points_of([member.person_id for member in batch])
        mended += sum(_mend(member.person_id) for member in batch if member.points != sums.get(member.person_id, 0))
    return mended


@transaction.atomic
def _mend(person: int) -> bool:
    """Looks again under the lock: an entry may have been written in between."""
    member = lock_members(person).get(person)
    if member is None:
        return False
    difference = points_of([person]).get(person, 0) - member.points
    if difference:
        logger.error("The points of member %s are off by %s.", person, difference)
        change_points(member=member, by=difference)
    return bool(difference)
