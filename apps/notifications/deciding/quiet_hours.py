"""Quiet hours: when nobody is told what can wait. Each person's own, on their clock."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.accounts.models import User

MORNING = time(9)
"""When the day of somebody begins who is never quiet."""


def is_quiet(person: User, moment: datetime) -> bool:
    local = moment.astimezone(ZoneInfo(person.time_zone)).time()
    begin, end = person.quiet_from, person.quiet_until
    if begin <= end:
        return begin <= local < end
    return local >= begin or local < end


def awake_at(person: User, moment: datetime) -> datetime:
    """The moment itself outside of the person's quiet hours, else their end."""
    return next_morning(person, moment) if is_quiet(person, moment) else moment


def day_begins(person: User) -> time:
    """When their quiet hours end; 9:00 for who has none."""
    return MORNING if person.quiet_from == person.quiet_until else person.quiet_until


def next_morning(person: User, moment: datetime) -> datetime:
    """When the person's day begins next, at this moment or later."""
    zone = ZoneInfo(person.time_zone)
    local = moment.astimezone(zone)
    morning = datetime.combine(local.date(), day_begins(person), zone)
    if morning < moment:
        morning = datetime.combine(local.date() + timedelta(days=1), day_begins(person), zone)
    return morning
