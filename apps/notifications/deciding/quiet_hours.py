"""Quiet hours: when nobody is told what can wait, in their own time zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apps.accounts.models import User

WAKE_HOUR = 9
SLEEP_HOUR = 21


def awake_at(person: User, moment: datetime) -> datetime:
    """The moment itself where the person's day is, else its next beginning."""
    return in_waking_hours(moment, ZoneInfo(person.time_zone))


def in_waking_hours(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself between 09:00 and 21:00, else the next 09:00."""
    local = moment.astimezone(zone)
    if WAKE_HOUR <= local.hour < SLEEP_HOUR:
        return moment
    morning = local.replace(hour=WAKE_HOUR, minute=0, second=0, microsecond=0)
    return morning if local.hour < WAKE_HOUR else morning + timedelta(days=1)
