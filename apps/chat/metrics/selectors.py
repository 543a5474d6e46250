"""The numbers of chat, each defined once. Other apps only show them.

A window is [since, until) over the time of the opening message, which is the first message that a person typed or
approved in a conversation about a job. What counts as an answer is decided where answers are recorded: auto-replies,
answers from the job card, promises, bulk declines and reactions never are.

They are read from figures kept by event, a row for a quarter of an hour; only the window's first and last minutes, and
those in which the time to answer ends, are counted anew.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from apps.chat.metrics.figures import IN_TIME, SLOT, Figures, slot_of
from apps.chat.metrics.models import OpeningSlot
from apps.chat.metrics.recount import recount


@dataclass(frozen=True)
class Day:
    """Conversations opened on one day; of them those answered in time, and those that had the time to be."""

    opened: int
    answered: int
    asked: int


def replies(*, since: datetime, until: datetime, now: datetime) -> tuple[int, int]:
    """How many opening messages of the window were answered within 24 hours, and how many had the time to be.

    An opening that is younger and not answered yet counts in neither number.
    """
    figures = figures_between(since=since, until=until, now=now)
    return figures.answered, figures.asked


def reply_rate(*, since: datetime, until: datetime, now: datetime) -> float | None:
    """Share of opening messages answered within 24 hours, 0–1; None when nobody was asked."""
    answered, asked = replies(since=since, until=until, now=now)
    return answered / asked if asked else None


def replies_by_day(*, since: datetime, until: datetime, now: datetime, zone: tzinfo) -> dict[date, Day]:
    """`conversations_opened` and `replies` by the day of opening in `zone`; days without any are left out."""
    totals: dict[date, Figures] = defaultdict(Figures)
    for start, figures in _pieces(since, until, now):
        totals[start.astimezone(zone).date()].add(figures)
    return {
        day: Day(opened=total.opened, answered=total.answered, asked=total.asked)
        for day, total in totals.items()
        if total.opened
    }


def median_first_reply_minutes(*, since: datetime, until: datetime) -> float | None:
    """Minutes from the opening message to the first answer by a person, the median over the openings of the window
    that have one. None when there is none."""
    return figures_between(since=since, until=until, now=until).median_minutes


def conversations_opened(*, since: datetime, until: datetime) -> int:
    """Conversations about a job whose opening message lies in the window."""
    return figures_between(since=since, until=until, now=until).opened


def two_sided(*, since: datetime, until: datetime) -> tuple[int, int]:
    """Conversations of the window with at least two turns of each side, and all of the window."""
    figures = figures_between(since=since, until=until, now=until)
    return figures.two_sided, figures.opened


def two_sided_depth(*, since: datetime, until: datetime) -> float | None:
    """Share of the window's conversations with at least two turns of each side, 0–1; None without conversations."""
    deep, opened = two_sided(since=since, until=until)
    return deep / opened if opened else None


def figures_between(*, since: datetime, until: datetime, now: datetime) -> Figures:
    """All figures of the openings in [since, until)."""
    total = Figures()
    for _start, figures in _pieces(since, until, now):
        total.add(figures)
    return total


def _pieces(since: datetime, until: datetime, now: datetime) -> Iterator[tuple[datetime, Figures]]:
    """The window in pieces of a quarter of an hour at most: the moment at which each begins, and its figures."""
    first = slot_of(since)
    first = first if first == since else first + SLOT
    last = slot_of(until)
    if first >= last:
        for begin, end in ((since, min(first, until)), (first, until)):
            yield begin, recount(since=begin, until=end, now=now)
        return
    yield since, recount(since=since, until=first, now=now)
    for slot in OpeningSlot.objects.filter(start__gte=first, start__lt=last, opened__gt=0).order_by("start"):
        yield slot.start, _figures(slot, now)
    yield last, recount(since=last, until=until, now=now)


def _figures(slot: OpeningSlot, now: datetime) -> Figures:
    had_time = now - IN_TIME
    if slot.start <= had_time < slot.start + SLOT:
        return recount(since=slot.start, until=slot.start + SLOT, now=now)
    return Figures(
        opened=slot.opened,
        answered=slot.answered,
        asked=slot.opened if slot.start < had_time else slot.answered,
        two_sided=slot.two_sided,
        waits=Counter({int(seconds): count for seconds, count in slot.waits.items()}),
    )
