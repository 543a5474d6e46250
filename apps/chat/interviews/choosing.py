"""A calendar to choose times from: three weeks of days, each with its half hours on the reader's clock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.chat.interviews.slots import Span, overlaps

DAYS = 21
FIRST, LAST = time(8), time(20)
STEP = timedelta(minutes=30)


@dataclass(frozen=True)
class Choice:
    """A time that can be ticked. `value` is what the form sends; `meets` names what its reader has then."""

    value: str
    label: str
    meets: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Day:
    date: date
    label: str
    name: str
    is_today: bool
    is_free: bool
    """Saturday or Sunday."""
    is_shown: bool = False
    choices: list[Choice] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.date.day


def days_to_choose(
    *, zone: ZoneInfo, now: datetime, taken: Sequence[Span] = (), chosen: Collection[str] = ()
) -> list[Day]:
    """From the Monday of this week. Times that have passed, or that the clocks leave out, aren't there. The first day
    with a chosen time is open; else the next working day with any."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    dates = [monday + timedelta(days=number) for number in range(DAYS)]
    choices = {day: _choices(day, zone=zone, now=now, taken=taken, chosen=chosen) for day in dates}
    shown = next((day for day in dates if any(one.is_chosen for one in choices[day])), None) or next(
        (day for day in dates if day > today and day.weekday() < 5 and choices[day]), None
    )
    return [
        Day(
            date=day,
            # Translators: a day without its year, in Django's date format.
            label=date_format(day, _("l, j F")),
            name=date_format(day, "D"),
            is_today=day == today,
            is_free=day.weekday() > 4,
            is_shown=day == shown,
            choices=choices[day],
        )
        for day in dates
    ]


def calendar_span(*, zone: ZoneInfo, now: datetime) -> Span:
    """From now to the end of what the calendar shows."""
    return Span(now, now.astimezone(zone) + timedelta(days=DAYS))


def _choices(
    day: date, *, zone: ZoneInfo, now: datetime, taken: Sequence[Span], chosen: Collection[str]
) -> list[Choice]:
    found, clock = [], datetime.combine(day, FIRST)
    while clock.time() < LAST:
        start = clock.replace(tzinfo=zone).astimezone(UTC)
        is_there = start.astimezone(zone).replace(tzinfo=None) == clock
        if start > now and is_there:
            met = overlaps(Span(start, start + STEP), taken)
            value = f"{clock:%Y-%m-%dT%H:%M}"
            found.append(Choice(value, f"{clock:%H:%M}", met[0].what if met else "", value in chosen))
        clock += STEP
    return found
