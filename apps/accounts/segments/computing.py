"""Who is in a segment: computed each night, for all segments at once, in batches of people."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from django.db import transaction

from apps.accounts.people.models import User
from apps.accounts.segments.facts import fact_of
from apps.accounts.segments.models import Segment, SegmentMember, SegmentSize

AT_ONCE = 1000


def compute_segments(*, now: datetime) -> int:
    """Brings every segment up to date and notes its size of the day. Harmless when repeated. How many segments."""
    segments = list(Segment.objects.prefetch_related("conditions"))
    sizes = dict.fromkeys((segment.pk for segment in segments), 0)
    for people in _batches():
        for key, inside in members_among(segments, people, now=now).items():
            sizes[key] += len(inside)
            _store(key, [person.pk for person in people], inside, now)
    SegmentMember.objects.filter(person__is_active=False).delete()
    for segment in segments:
        Segment.objects.filter(pk=segment.pk).update(size=sizes[segment.pk], computed_at=now)
        SegmentSize.objects.update_or_create(
            segment=segment, day=now.astimezone(UTC).date(), defaults={"size": sizes[segment.pk]}
        )
    return len(segments)


def members_among(segments: Sequence[Segment], people: Sequence[User], *, now: datetime) -> dict[int, set[int]]:
    """By segment, who of these people belongs to it now. Each fact is read once, of them all."""
    ids = [person.pk for person in people]
    asked = {condition.fact for segment in segments for condition in segment.conditions.all()}
    known: dict[str, Mapping[int, float]] = {}
    for key in asked:
        fact = fact_of(key)
        known[key] = fact.read(ids, now) if fact else {}
    return {segment.pk: {person.pk for person in people if _belongs(segment, person, known)} for segment in segments}


def _belongs(segment: Segment, person: User, known: Mapping[str, Mapping[int, float]]) -> bool:
    if segment.role and person.role != segment.role:
        return False
    return all(condition.holds(known[condition.fact].get(person.pk)) for condition in segment.conditions.all())


@transaction.atomic
def _store(segment: int, people: Collection[int], inside: set[int], now: datetime) -> None:
    members = SegmentMember.objects.filter(segment=segment, person__in=people)
    before = set(members.values_list("person", flat=True))
    if gone := before - inside:
        members.filter(person__in=gone).delete()
    fresh = [SegmentMember(segment_id=segment, person_id=person, since=now) for person in sorted(inside - before)]
    SegmentMember.objects.bulk_create(fresh, ignore_conflicts=True)


def _batches() -> Iterator[list[User]]:
    last = 0
    active = User.objects.filter(is_active=True).only("pk", "role").order_by("pk")
    while batch := list(active.filter(pk__gt=last)[:AT_ONCE]):
        last = batch[-1].pk
        yield batch
