"""The rules of a streak: days of a person, and what a walk over them comes to. Nothing is remembered between walks, so
that whatever is heard late, twice or taken back comes to the same in the end."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

MOST_FREEZES = 2
FREEZE_EVERY = 7
"""After so many days of a streak one freeze comes back."""
MOST_WON_BACK = 2
"""Missed days, beyond the freezes, that one can make good for."""
WON_BACK_PAUSE = timedelta(days=30)
"""Making good works once within this."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From `since` on a day is a day of this zone."""

    zone: str
    since: datetime


@dataclass(frozen=True)
class Walk:
    """`current` is 0 when the streak is broken; `lost` is what it was then, while it can be won back by doing `needed`
    things today. `frozen` and `won_back` are the missed days that didn't break it. `freezes` are what is left."""

    current: int = 0
    longest: int = 0
    last_day: date | None = None
    freezes: int = MOST_FREEZES
    today_counts: bool = False
    lost: int = 0
    needed: int = 0
    frozen: Collection[date] = ()
    won_back: Collection[date] = ()

    @property
    def is_open(self) -> bool:
        """Whether the next midnight can change it."""
        return bool(self.current or self.lost)


def local_day(at: datetime, periods: Sequence[Period]) -> date:
    """On which of the person's days it is; periods in the order of their time, the first for whatever was before."""
    return at.astimezone(ZoneInfo(_period_at(at, periods).zone)).date()


def next_midnight(at: datetime, periods: Sequence[Period]) -> datetime:
    """When the person's day at that moment ends, by the zone in force at that moment."""
    return clock_time(local_day(at, periods) + A_DAY, time(0), _period_at(at, periods).zone)


def clock_time(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _period_at(at: datetime, periods: Sequence[Period]) -> Period:
    return next((one for one in reversed(periods) if one.since <= at), periods[0])


def forgiven_days(periods: Sequence[Period]) -> set[date]:
    """Days that a move to the east cut short or left out: they break nothing."""
    forgiven: set[date] = set()
    for before, after in pairwise(periods):
        old, new = (after.since.astimezone(ZoneInfo(one.zone)) for one in (before, after))
        if (new.utcoffset() or timedelta()) > (old.utcoffset() or timedelta()):
            days = (new.date() - old.date()).days
            forgiven |= {old.date() + timedelta(days=number) for number in range(days + 1)}
    return forgiven


@dataclass
class _Run:
    current: int = 0
    longest: int = 0
    freezes: int = MOST_FREEZES
    last: date | None = None
    won_back_on: date | None = None
    frozen: set[date] = field(default_factory=set)
    won_back: set[date] = field(default_factory=set)

    def missed(self, before: date, forgiven: Collection[date]) -> list[date]:
        """The days since the last that counted, as many as could matter."""
        if self.last is None:
            return []
        days = (before - self.last).days - 1
        reach = range(1, min(days, MOST_FREEZES + MOST_WON_BACK + 1 + len(forgiven)) + 1)
        return [day for day in (self.last + timedelta(days=number) for number in reach) if day not in forgiven]

    def needed(self, missed: Sequence[date], on: date) -> int | None:
        """How many things that day must count for the streak to go on; None where it can't."""
        uncovered = len(missed) - self.freezes
        if uncovered <= 0:
            return 1
        is_too_soon = self.won_back_on is not None and on - self.won_back_on < WON_BACK_PAUSE
        return None if uncovered > MOST_WON_BACK or is_too_soon else 1 + uncovered

    def step(self, day: date, units: int, forgiven: Collection[date]) -> None:
        missed = self.missed(day, forgiven)
        needed = self.needed(missed, day)
        if needed is None or units < needed:
            self.current, self.freezes = 0, MOST_FREEZES
        else:
            covered = min(self.freezes, len(missed))
            self.freezes -= covered
            self.frozen |= set(missed[:covered])
            if len(missed) > covered:
                self.won_back |= set(missed[covered:])
                self.won_back_on = day
        self.current += 1
        self.longest = max(self.longest, self.current)
        self.last = day
        if self.current % FREEZE_EVERY == 0:
            self.freezes = min(MOST_FREEZES, self.freezes + 1)


def walk(units: Mapping[date, int], *, today: date, forgiven: Collection[date] = ()) -> Walk:
    """`units` are how many things counted on a day; days after today aren't there yet."""
    run = _Run()
    for day in _until(units, today):
        run.step(day, units[day], forgiven)
    if run.last == today:
        return _as_walk(run, today_counts=True)
    missed = run.missed(today, forgiven)
    needed = run.needed(missed, today)
    if needed == 1:
        run.frozen |= set(missed)
        run.freezes -= len(missed)
        return _as_walk(run)
    lost, run.current = (run.current, 0) if needed else (0, 0)
    run.freezes = 0 if lost else MOST_FREEZES
    return _as_walk(run, lost=lost, needed=needed or 0)


def _until(units: Mapping[date, int], today: date) -> Iterable[date]:
    return sorted(day for day, count in units.items() if count > 0 and day <= today)


def _as_walk(run: _Run, *, today_counts: bool = False, lost: int = 0, needed: int = 0) -> Walk:
    return Walk(
        current=run.current,
        longest=run.longest,
        last_day=run.last,
        freezes=run.freezes,
        today_counts=today_counts,
        lost=lost,
        needed=needed if lost else 0,
        frozen=frozenset(run.frozen),
        won_back=frozenset(run.won_back),
    )
