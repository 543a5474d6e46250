"""How much a person may hand in within 24 hours, wherever it goes. Who keeps files of people says here how much of each
came lately, also rooms and apps further up, whose `handlers.py` is found at start."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Sum

from apps.accounts.models import User
from apps.chat.files.errors import DayUsedUp
from apps.chat.files.limits import MEGABYTE, bytes_a_day
from apps.chat.files.models import Attachment, Upload

DAY = timedelta(hours=24)
Counting = Callable[[User, datetime], int]
"""How many bytes of this person are kept that came since then."""


def _in_conversations(person: User, since: datetime) -> int:
    """Unfinished uploads included."""
    kept = Attachment.objects.filter(uploader=person, created_at__gt=since).aggregate(sum=Sum("size"))["sum"]
    coming = Upload.objects.filter(uploader=person, attachment=None).aggregate(sum=Sum("size"))["sum"]
    return (kept or 0) + (coming or 0)


_counted: dict[str, Counting] = {"conversations": _in_conversations}


def counts_in_the_day(where: str, count: Counting) -> None:
    _counted[where] = count


def check_day(person: User, size: int, now: datetime) -> None:
    """Raises DayUsedUp when this many bytes more are above the person's share of 24 hours."""
    if sum(count(person, now - DAY) for count in _counted.values()) + size > (most := bytes_a_day()):
        raise DayUsedUp(limit=most // MEGABYTE, retry_after=3600)
