from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from apps.accounts.people.models import User
from apps.accounts.segments.computing import members_among
from apps.accounts.segments.models import LENT, Segment, SegmentMember, Trait

PREVIEWED, SHOWN = 5_000, 10


def trait(person: User, key: str, default: str = "") -> str:
    found = Trait.objects.filter(person=person, key=key).first()
    return found.value if found else default


def trait_amount(person: User, key: str) -> int:
    """Of a trait that is a number: what the person has of it for good and what is lent to them now, together."""
    valid = Trait.objects.filter(Q(until=None) | Q(until__gt=timezone.now()), person=person, key__in=(key, key + LENT))
    return sum(int(value) for value in valid.values_list("value", flat=True) if value.isdecimal())


def smallest_segments(people: Iterable[User]) -> dict[int, str]:
    """Of each person the smallest segment that they belong to, else their role."""
    found = {person.pk: str(person.role) for person in people}
    members = SegmentMember.objects.filter(person__in=found).order_by("-segment__size", "-segment__key")
    return found | dict(members.values_list("person_id", "segment__key"))


def segments_of(people: Collection[int]) -> dict[int, frozenset[str]]:
    """The keys of the segments that these people are in, as of last night."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    members = SegmentMember.objects.filter(person__in=people)
    for person, key in members.values_list("person", "segment__key"):
        found[person].add(key)
    return {person: frozenset(found[person]) for person in people}


@dataclass(frozen=True)
class Preview:
    """Of the newest `read` active people, how many would be in it, and some of them."""

    read: int
    inside: int
    people: list[User]


def preview(segment: Segment, *, now: datetime) -> Preview:
    """Who would be in it by its conditions as they stand, among the newest 5,000."""
    newest = User.objects.filter(is_active=True).select_related("company").order_by("-pk")[:PREVIEWED]
    people = list(newest)
    inside: set[int] = set()
    for begin in range(0, len(people), 1000):
        inside |= members_among([segment], people[begin : begin + 1000], now=now)[segment.pk]
    shown = [person for person in people if person.pk in inside][:SHOWN]
    return Preview(read=len(people), inside=len(inside), people=shown)
