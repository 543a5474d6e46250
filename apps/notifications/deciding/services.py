"""Telling people, once per cause and channel."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.notifications.deciding.models import Channel, Notification
from apps.notifications.deciding.preferences import is_wanted
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.wording import as_frame
from apps.realtime.hub import push_on_commit

PUSH_AFTER = timedelta(seconds=5)
"""Time for a page that is open to show it, and for its person to read it there."""


@transaction.atomic
def notify(
    *, person: User, kind: Kind, cause: str, facts: Mapping[str, Any], url: str, now: datetime | None = None
) -> bool:
    """Tells a person of a cause: live in the product at once, by push where a browser of theirs takes them, and by
    e-mail later if the kind has one and it stays unread. A kind that they don't want to be shown stands in their
    history, read. False when they were told before."""
    now = now or timezone.now()
    fields = {"kind": kind.key, "facts": dict(facts), "url": url}
    is_shown = is_wanted(person, kind, Channel.IN_APP)
    told, is_new = Notification.objects.get_or_create(
        person=person,
        cause=cause,
        channel=Channel.IN_APP,
        defaults=fields | {"sent_at": now, "read_at": None if is_shown else now},
    )
    if not is_new:
        return False
    _plan(Channel.PUSH, person, kind, cause, fields, now + PUSH_AFTER)
    if kind.email_after_minutes is not None:
        _plan(Channel.EMAIL, person, kind, cause, fields, now + timedelta(minutes=kind.email_after_minutes))
    if is_shown:
        push_on_commit([person.pk], as_frame(told, language=person.language))
    return True


def _plan(channel: Channel, person: User, kind: Kind, cause: str, fields: Mapping[str, Any], due_at: datetime) -> bool:
    """False when it was planned before, or isn't wanted."""
    if not is_wanted(person, kind, channel):
        return False
    _planned, is_new = Notification.objects.get_or_create(
        person=person, cause=cause, channel=channel, defaults={**fields, "due_at": due_at}
    )
    return is_new


@transaction.atomic
def mark_read(*, person: User, causes: list[str] | None = None, now: datetime | None = None) -> int:
    """Marks in-app notifications read (all of them when no causes are named) and cancels their unsent pushes and
    e-mails."""
    now = now or timezone.now()
    mine = Notification.objects.filter(person=person, read_at__isnull=True)
    if causes is not None:
        mine = mine.filter(cause__in=causes)
    mine.filter(channel__in=(Channel.PUSH, Channel.EMAIL), sent_at__isnull=True).update(cancelled_at=now)
    marked = mine.filter(channel=Channel.IN_APP).update(read_at=now)
    if marked:
        push_on_commit([person.pk], {"type": "notification.read"})
    return marked


def notify_by_mail(
    *, person: User, kind: Kind, cause: str, facts: Mapping[str, Any], url: str, now: datetime | None = None
) -> bool:
    """Tells a person of a cause by e-mail alone, at once. False when they were told before, or don't want it."""
    fields = {"kind": kind.key, "facts": dict(facts), "url": url}
    return _plan(Channel.EMAIL, person, kind, cause, fields, now or timezone.now())


def notify_by_push(*, person: User, kind: Kind, cause: str, facts: Mapping[str, Any], url: str, now: datetime) -> bool:
    """Tells a person of a cause by push alone. False when they were told before, or don't want it."""
    fields = {"kind": kind.key, "facts": dict(facts), "url": url}
    return _plan(Channel.PUSH, person, kind, cause, fields, now + PUSH_AFTER)
