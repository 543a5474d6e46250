"""Office hours: when somebody works, by weekday, with the holidays of a country and the days that make up for them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from django.utils.translation import gettext_lazy as _

from apps.errors import InvalidInput

Stretch = tuple[time, time]
Week = Mapping[int, Sequence[Stretch]]
"""Stretches of each weekday, 0 for Monday; one that ends at 00:00 lasts to midnight."""

MOST_STRETCHES = 4
COUNTRIES = {
    "CN": _("China"),
    "HK": _("Hong Kong"),
    "TW": _("Taiwan"),
    "SG": _("Singapore"),
    "MY": _("Malaysia"),
    "JP": _("Japan"),
    "KR": _("South Korea"),
    "IN": _("India"),
    "AU": _("Australia"),
    "US": _("United States"),
    "CA": _("Canada"),
    "GB": _("United Kingdom"),
    "IE": _("Ireland"),
    "DE": _("Germany"),
    "AT": _("Austria"),
    "CH": _("Switzerland"),
    "FR": _("France"),
    "NL": _("Netherlands"),
    "ES": _("Spain"),
    "IT": _("Italy"),
    "SE": _("Sweden"),
}


@lru_cache(maxsize=64)
def _calendar(country: str) -> Any:
    return holidays.country_holidays(country)


def is_holiday(day: date, country: str) -> bool:
    return bool(country) and day in _calendar(country)


def is_made_up(day: date, country: str) -> bool:
    """Whether this day of a weekend is worked for a holiday elsewhere, as in China."""
    return bool(country) and day.weekday() >= 5 and _calendar(country).is_working_day(day)


def stretches_of(day: date, week: Week, country: str) -> Sequence[Stretch]:
    """When one works on this day. A day that is made up goes by its own hours, or by those of the first weekday that
    has some."""
    if is_holiday(day, country):
        return ()
    own = week.get(day.weekday(), ())
    if not own and is_made_up(day, country):
        return next((week[weekday] for weekday in sorted(week) if week[weekday]), ())
    return own


def is_at_work(moment: datetime, week: Week, *, zone: ZoneInfo, country: str) -> bool:
    local = moment.astimezone(zone)
    clock = local.time()
    return any(
        begin <= clock and (clock < end or end == time(0)) for begin, end in stretches_of(local.date(), week, country)
    )


_STRETCH = re.compile(r"^(\d{1,2})(?:[:：.](\d{2}))?\s*(?:-|–|—|~|～|至|到|to)\s*(\d{1,2})(?:[:：.](\d{2}))?$")


def read_stretches(text: str) -> list[Stretch]:
    """Of "9:00–12:00, 13:30–18": sorted and apart from each other; empty for a free day. Raises InvalidInput."""
    found = []
    for part in re.split(r"[,，、;；]", text[:200]):
        if not part.strip():
            continue
        match = _STRETCH.match(part.strip())
        if match is None:
            raise InvalidInput(_("Write it like this: 9:00–12:00, 13:00–18:00."))
        begin_hour, begin_minute, end_hour, end_minute = (int(number or 0) for number in match.groups())
        if begin_hour > 23 or end_hour > 24 or begin_minute > 59 or end_minute > 59 or (end_hour == 24 and end_minute):
            raise InvalidInput(_("Write it like this: 9:00–12:00, 13:00–18:00."))
        found.append((time(begin_hour, begin_minute), time(end_hour % 24, end_minute)))
    return checked(found)


def checked(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In their order; raises InvalidInput where one ends before it begins, or two overlap."""
    ordered = sorted(stretches)
    if len(ordered) > MOST_STRETCHES:
        raise InvalidInput(_("Four stretches a day at most."))
    for number, (begin, end) in enumerate(ordered):
        following = ordered[number + 1][0] if number + 1 < len(ordered) else None
        if end != time(0) and end <= begin:
            raise InvalidInput(_("Each stretch must end after it begins."))
        if following is not None and (end == time(0) or following < end):
            raise InvalidInput(_("Two stretches overlap."))
    return ordered


def stretches_text(stretches: Iterable[Stretch]) -> str:
    return ", ".join(f"{begin:%H:%M}–{'24:00' if end == time(0) else format(end, '%H:%M')}" for begin, end in stretches)
