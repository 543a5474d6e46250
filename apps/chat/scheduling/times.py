"""The times that the sheet beside Send offers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apps.accounts.models import User
from apps.notifications.deciding.quiet_hours import next_morning
from apps.notifications.reminders.clocks import ClockTime
from apps.notifications.reminders.wording import clock_words, there_words


@dataclass(frozen=True, slots=True)
class Offer:
    """A time that is offered: in words on the viewer's clock, and on the other's where it shows something else."""

    here: str
    there: str


def morning_of(person: User, *, now: datetime) -> ClockTime:
    """The next beginning of their day, on their clock; at least half an hour from now."""
    morning = next_morning(person, now + timedelta(minutes=30))
    return ClockTime(morning.astimezone(ZoneInfo(person.time_zone)).replace(tzinfo=None), of=person)


def offer(moment: datetime, *, viewer: User, other: User | None, now: datetime) -> Offer:
    return Offer(clock_words(moment, viewer, now=now), there_words(moment, other, viewer, now=now))
