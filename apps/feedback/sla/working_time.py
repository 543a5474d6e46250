"""Working time: what counts while somebody waits for us. All sums are of moments, so that a night in which the clocks
change is as long as it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.chat.availability.office_hours import Week, stretches_of

SEARCHED = timedelta(days=500)
"""Nobody is granted more."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Schedule:
    """When a team works, on the clock of its zone."""

    week: Week
    zone: ZoneInfo
    country: str = ""
    closed: frozenset[date] = field(default_factory=frozenset)

    def spans(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches from this moment on, in order."""
        first = since.astimezone(self.zone).date()
        for number in range(SEARCHED.days):
            day = first + number * DAY
            if day in self.closed:
                continue
            for begin, end in stretches_of(day, self.week, self.country):
                opens = max(self._at(day, begin), since)
                closes = self._at(day + DAY if end == time(0) else day, end)
                if closes > opens:
                    yield opens, closes

    def _at(self, day: date, clock: time) -> datetime:
        local = datetime.combine(day, clock, tzinfo=self.zone)
        return local.astimezone(ZoneInfo("UTC"))


def moment_after(since: datetime, worked: timedelta, schedule: Schedule | None) -> datetime:
    """The moment at which so much has been worked since then; around the clock without a schedule, and with one that
    never opens."""
    if schedule is None:
        return since + worked
    left = worked
    for opens, closes in schedule.spans(since):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    return since + worked


def worked_between(since: datetime, until: datetime, schedule: Schedule | None) -> timedelta:
    """How much is worked from one moment to the other; nothing where the other comes first."""
    if schedule is None:
        return max(timedelta(), until - since)
    total = timedelta()
    for opens, closes in schedule.spans(since):
        if opens >= until:
            break
        total += min(closes, until) - opens
    return total
