from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from apps.accounts.people.models import User
from apps.accounts.segments.computing import members_among
from apps.accounts.segments.models import Segment, SegmentMember, Trait

PREVIEWED, SHOWN = 5_000, 10


def trait(person: User, key: str, default: str = "") -> str:
    found = Trait.objects.filter(person=person, key=key).first()
    return found.value if found else default


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
