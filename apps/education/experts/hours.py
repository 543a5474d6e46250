"""When an expert can be asked, on their own clock."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.education.experts.models import Expert


def is_open(expert: Expert, now: datetime) -> bool:
    """Hours that reach past midnight belong to the day on which they begin."""
    local = now.astimezone(ZoneInfo(expert.person.time_zone))
    clock, today, yesterday = local.time(), local.isoweekday(), (local - timedelta(days=1)).isoweekday()
    is_today, is_late = str(today) in expert.weekdays, str(yesterday) in expert.weekdays
    if expert.opens == expert.closes:
        return is_today
    if expert.opens < expert.closes:
        return is_today and expert.opens <= clock < expert.closes
    return (is_today and clock >= expert.opens) or (is_late and clock < expert.closes)


def weekly_hours(expert: Expert) -> float:
    minutes = _minutes(expert.closes) - _minutes(expert.opens)
    if minutes <= 0:
        minutes += 24 * 60
    return len(expert.weekdays) * minutes / 60


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
