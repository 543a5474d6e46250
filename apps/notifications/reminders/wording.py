"""When something is to happen, on the clocks of those whom it concerns."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import DueWords


def clock_words(moment: datetime, person: User, *, now: datetime) -> str:
    """today at 18:00, tomorrow at 09:00, Tue 3 Mar at 09:00: in the person's zone, in the active language."""
    zone = ZoneInfo(person.time_zone)
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    clock = date_format(local, "H:i")
    if local.date() == today:
        return _("today at {time}").replace("{time}", clock)
    if local.date() == today + timedelta(days=1):
        return _("tomorrow at {time}").replace("{time}", clock)
    # Translators: weekday, day, month and time in Django's date format.
    return date_format(local, _(r"D j M \a\t H:i"))


def there_words(moment: datetime, other: User | None, viewer: User, *, now: datetime) -> str:
    """What the other's clock shows then: "16:00 for Ana"; empty where it shows what the viewer's does."""
    if other is None:
        return ""
    here, there = moment.astimezone(ZoneInfo(viewer.time_zone)), moment.astimezone(ZoneInfo(other.time_zone))
    if here.utcoffset() == there.utcoffset():
        return ""
    clock = date_format(there, "H:i") if here.date() == there.date() else clock_words(moment, other, now=now)
    return _("{time} for {name}").replace("{time}", clock).replace("{name}", other.name)


@dataclass(frozen=True, slots=True)
class Line:
    """An item as its owner's list shows it."""

    item: DueItem
    words: DueWords
    icon: str
    here: str
    there: str
    may_cancel: bool
    may_move: bool
