"""When the product may write to somebody who is away: not while they are here, not in their night, not all the time."""

from datetime import datetime, timedelta

from apps.accounts.models import User
from apps.notifications.deciding.quiet_hours import awake_at
from apps.notifications.models import Channel, Notification
from apps.realtime.models import Presence

AWAY_FOR = timedelta(minutes=5)
DAY = timedelta(days=1)
MAILS_A_DAY = 3

COUNTED = ("messages_missed", "greeting_unanswered", "promise_broken")
"""Kinds of e-mail that nobody asked for. What one asked for, a promise's reminder or a snooze's end, doesn't count."""


def is_away(person: User, *, now: datetime) -> bool:
    return not Presence.objects.filter(user=person, seen_at__gt=now - AWAY_FOR).exists()


def next_mail_at(person: User, *, now: datetime, is_counted: bool = True) -> datetime:
    """`now`, or when it may be: in the morning; where three were sent within 24 hours, a day after the first."""
    moment = now
    if is_counted:
        sent = Notification.objects.filter(
            person=person, kind__in=COUNTED, channel=Channel.EMAIL, cancelled_at=None, due_at__gt=now - DAY
        )
        newest = [at for at in sent.order_by("-due_at").values_list("due_at", flat=True)[:MAILS_A_DAY] if at]
        if len(newest) == MAILS_A_DAY:
            moment = max(moment, newest[-1] + DAY)
    return awake_at(person, moment)
