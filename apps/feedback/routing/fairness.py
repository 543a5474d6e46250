"""A flood of one segment doesn't hold up the others: each lane, the tickets of one segment under one rule, comes to its
turn as fast as it usually comes in (fair queueing by weight: A. Demers, S. Keshav and S. Shenker, 1989)."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.core.cache import cache
from django.db.models import Count, Q

from apps.feedback.tickets.models import Ticket

WEEKS, WEEK = 4, timedelta(days=7)
LEAST_SHARE = 0.05
"""Of all tickets of a day: nobody's lane is slower, however small the segment is."""
LEAST_A_DAY = 1.0
LATEST = timedelta(days=3650)
CACHED_SECONDS = 600
NO_SEGMENT = "-"


@dataclass(frozen=True)
class Place:
    """Where a ticket stands in its lane: so many wait before it, and so much later is its turn."""

    lane: str
    before: int
    later: timedelta


class Places:
    """The places of these tickets. Those who wait longest are to be placed first: each counts those before it."""

    def __init__(self, tickets: Sequence[Ticket], *, now: datetime) -> None:
        self._moments = sorted({ticket.waits_since for ticket in tickets})
        self._others = Ticket.objects.waiting().exclude(pk__in=[ticket.pk for ticket in tickets])
        self._usual = usual_a_day(now=now)
        self._of_all = sum(self._usual.values())
        self._waiting: dict[str, list[int]] = {}
        self._placed: defaultdict[str, list[datetime]] = defaultdict(list)

    def take(self, ticket: Ticket, *, rule: int | None, segments: Collection[str]) -> Place:
        """In the soonest of its reporter's segments. What comes later never changes it."""
        places = (self._place(f"{segment}:{rule or 0}", ticket.waits_since) for segment in segments or [NO_SEGMENT])
        place = min(places, key=lambda place: (place.later, place.lane))
        insort(self._placed[place.lane], ticket.waits_since)
        return place

    def _place(self, lane: str, since: datetime) -> Place:
        if lane not in self._waiting:
            self._waiting[lane] = self._count(lane)
        of_others = self._waiting[lane][bisect_left(self._moments, since)]
        before = of_others + bisect_left(self._placed[lane], since)
        return Place(lane, before, later(before, usual=self._usual.get(lane, 0.0), of_all=self._of_all))

    def _count(self, lane: str) -> list[int]:
        """For each moment how many others of the lane wait since before it: one pass over them."""
        first, *more = self._moments
        waiting = self._others.filter(lane=lane)
        counts = [waiting.filter(waits_since__lt=first).count()]
        if more:
            since = waiting.filter(waits_since__gte=first, waits_since__lt=more[-1])
            until = {str(n): Count("pk", filter=Q(waits_since__lt=moment)) for n, moment in enumerate(more)}
            counts += [counts[0] + n for n in since.order_by().aggregate(**until).values()]
        return counts


def later(before: int, *, usual: float, of_all: float) -> timedelta:
    """As long as `before` tickets take to come in on usual days; `usual` of the lane and `of_all` lanes are tickets a
    day."""
    return min(LATEST, timedelta(days=before / max(usual, LEAST_SHARE * of_all, LEAST_A_DAY)))


def usual_a_day(*, now: datetime) -> dict[str, float]:
    """Tickets a day of each lane: the middle one of the last four weeks, so that a flood doesn't make itself usual."""
    known: dict[str, float] | None = cache.get("feedback.usual_a_day")
    if known is None:
        weeks = [_lanes(now - (number + 1) * WEEK, now - number * WEEK) for number in range(WEEKS)]
        known = {lane: median(week[lane] for week in weeks) / WEEK.days for lane in set().union(*weeks)}
        cache.set("feedback.usual_a_day", known, CACHED_SECONDS)
    return known


def _lanes(since: datetime, until: datetime) -> Counter[str]:
    came = Ticket.objects.filter(created_at__gte=since, created_at__lt=until).exclude(lane="").order_by()
    return Counter(dict(came.values_list("lane").annotate(n=Count("pk"))))
