"""A flood of one segment doesn't hold up the others: each lane, the tickets of one segment under one rule, comes to its
turn as fast as it usually comes in (fair queueing by weight: A. Demers, S. Keshav and S. Shenker, 1989)."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.core.cache import cache
from django.db.models import Count

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


def place_of(ticket: Ticket, *, rule: int | None, segments: Collection[str], now: datetime) -> Place:
    """In the soonest of its reporter's segments. What comes later never changes it."""
    usual = usual_a_day(now=now)
    places = []
    for segment in segments or [NO_SEGMENT]:
        lane = f"{segment}:{rule or 0}"
        waiting = Ticket.objects.waiting().filter(lane=lane, waits_since__lt=ticket.waits_since).exclude(pk=ticket.pk)
        before = waiting.count()
        places.append(Place(lane, before, later(before, usual=usual.get(lane, 0.0), of_all=sum(usual.values()))))
    return min(places, key=lambda place: (place.later, place.lane))


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
