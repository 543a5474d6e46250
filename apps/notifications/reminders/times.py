"""The times that people choose: a moment, a time on their own clock or another's, or some hours from now."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import InvalidInput
from apps.notifications.reminders.clocks import ClockTime
from apps.notifications.reminders.services import When

LONGEST_AHEAD = timedelta(days=366)
MINE, THEIRS = "mine", "theirs"
CLOCKS = ((MINE, _("my time")), (THEIRS, _("their time")))


def local_time(text: str) -> datetime:
    """Of "2026-03-29T09:00", as a browser's field gives it; raises InvalidInput."""
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        local = None
    if local is None or local.tzinfo is not None or not 2000 < local.year < 2200:
        raise InvalidInput(_("That isn't a date and time."), field="clock")
    return local.replace(second=0, microsecond=0)


def when_from(chosen: Mapping[str, Any], *, owner: User, other: User | None, now: datetime) -> When:
    """`chosen` has one of `at` (a moment), `clock` (a local date and time; `on` says on whose clock) and `in_hours`.
    Raises InvalidInput for none or several, and for what is past or more than a year ahead."""
    given = [name for name in ("at", "clock", "in_hours") if chosen.get(name) not in (None, "")]
    if len(given) != 1:
        raise InvalidInput(_("Choose one time."), field=given[1] if given else "at")
    field = given[0]
    when = _when(field, chosen, owner=owner, other=other, now=now)
    moment = when if isinstance(when, datetime) else when.moment()
    if moment <= now:
        raise InvalidInput(_("Choose a time that is still to come."), field=field)
    if moment > now + LONGEST_AHEAD:
        raise InvalidInput(_("Choose a time within a year."), field=field)
    return when


def _when(field: str, chosen: Mapping[str, Any], *, owner: User, other: User | None, now: datetime) -> When:
    if field == "at":
        return chosen["at"]
    if field == "in_hours":
        return now + timedelta(hours=chosen["in_hours"])
    local = local_time(chosen["clock"])
    if chosen.get("on") == THEIRS:
        if other is None:
            raise InvalidInput(_("There is nobody else's clock here."), field="on")
        return ClockTime(local, of=other)
    return ClockTime(local, of=owner)
