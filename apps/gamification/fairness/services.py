"""The nightly look at everybody's conversations: who plays with themselves alone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from apps.accounts.models import Company, User
from apps.gamification.fairness.exchanges import exchanges
from apps.gamification.fairness.graph import closed_groups
from apps.gamification.fairness.models import RingMember

LOOK_BACK = timedelta(days=60)
BATCH = 1000


@transaction.atomic
def find_rings(*, now: datetime) -> int:
    """Replaces what was known of closed groups. Companies that an operator has verified answer with their name: groups
    around them aren't looked for. Returns how many people are in one."""
    verified = {
        f"company:{pk}" for pk in Company.objects.filter(verified_at__isnull=False).values_list("pk", flat=True)
    }
    groups = [group for group in closed_groups(_pairs(now)) if not group & verified]
    members = [
        RingMember(person_id=person, ring=number, found_at=now)
        for number, group in enumerate(groups, start=1)
        for person in _people_of(group)
    ]
    RingMember.objects.all().delete()
    RingMember.objects.bulk_create(members, batch_size=BATCH, ignore_conflicts=True)
    return len(members)


def _pairs(now: datetime) -> Iterator[tuple[str, str]]:
    for exchange in exchanges(since=now - LOOK_BACK, until=now):
        one, other = exchange.one_party, exchange.other_party
        if one.startswith("company:") and other.startswith("person:"):
            yield one, other
        elif other.startswith("company:") and one.startswith("person:"):
            yield other, one


def _people_of(group: set[str]) -> set[int]:
    companies = [int(party.partition(":")[2]) for party in group if party.startswith("company:")]
    people = {int(party.partition(":")[2]) for party in group if party.startswith("person:")}
    return people | set(User.objects.filter(company__in=companies).values_list("pk", flat=True))
