"""Telling people, once per cause and channel."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.notifications.models import Channel, Notification
from apps.notifications.registry import Kind
from apps.notifications.rendering import as_frame
from apps.realtime.hub import push_on_commit

MAIL_BATCH = 500
RETRY_AFTER = timedelta(minutes=10)
RETRY_FOR = timedelta(days=1)


@transaction.atomic
def notify(
    *, person: User, kind: Kind, cause: str, facts: Mapping[str, Any], url: str, now: datetime | None = None
) -> bool:
    """Tells a person of a cause: live in the product at once, and by e-mail later if the kind has one and it stays
    unread. False when they were told before."""
    now = now or timezone.now()
    fields = {"kind": kind.key, "facts": dict(facts), "url": url}
    told, is_new = Notification.objects.get_or_create(
        person=person, cause=cause, channel=Channel.IN_APP, defaults=fields | {"sent_at": now}
    )
    if not is_new:
        return False
    if kind.email_after_minutes is not None:
        Notification.objects.get_or_create(
            person=person,
            cause=cause,
            channel=Channel.EMAIL,
            defaults=fields | {"due_at": now + timedelta(minutes=kind.email_after_minutes)},
        )
    push_on_commit([person.pk], as_frame(told, language=person.language))
    return True


@transaction.atomic
def mark_read(*, person: User, causes: list[str] | None = None, now: datetime | None = None) -> int:
    """Marks in-app notifications read (all of them when no causes are named) and cancels their unsent e-mails."""
    now = now or timezone.now()
    mine = Notification.objects.filter(person=person, read_at__isnull=True)
    if causes is not None:
        mine = mine.filter(cause__in=causes)
    mine.filter(channel=Channel.EMAIL, sent_at__isnull=True).update(cancelled_at=now)
    return mine.filter(channel=Channel.IN_APP).update(read_at=now)


def claim_due_mail(*, now: datetime) -> Iterator[tuple[User, list[Notification]]]:
    """Marks due e-mails sent and gives them out person by person, each marked only when its turn comes, so that a crash
    concerns one letter; two callers never get the same one.

    E-mails of people who don't want them, or whose account is closed, are cancelled instead.
    """
    due = Notification.objects.filter(
        channel=Channel.EMAIL, due_at__lte=now, sent_at__isnull=True, cancelled_at__isnull=True
    )
    due.exclude(person__is_active=True, person__email_notifications=True).update(cancelled_at=now)
    by_person: dict[int, list[int]] = {}
    for pk, person in due.order_by("id").values_list("pk", "person")[:MAIL_BATCH]:
        by_person.setdefault(person, []).append(pk)
    for ids in by_person.values():
        with transaction.atomic():
            claimed = list(due.filter(pk__in=ids).select_for_update(of=("self",)).order_by("id"))
            due.filter(pk__in=[notification.pk for notification in claimed]).update(sent_at=now)
        if claimed:
            yield claimed[0].person, claimed


def give_back_mail(*, notifications: Sequence[Notification], now: datetime) -> None:
    """Lets e-mails that couldn't be handed over be tried again in ten minutes, for a day."""
    ids = [notification.pk for notification in notifications]
    Notification.objects.filter(pk__in=ids, created_at__gt=now - RETRY_FOR).update(
        sent_at=None, due_at=now + RETRY_AFTER
    )


def notify_by_mail(
    *, person: User, kind: Kind, cause: str, facts: Mapping[str, Any], url: str, now: datetime | None = None
) -> bool:
    """Tells a person of a cause by e-mail alone, at once. False when they were told before."""
    _told, is_new = Notification.objects.get_or_create(
        person=person,
        cause=cause,
        channel=Channel.EMAIL,
        defaults={"kind": kind.key, "facts": dict(facts), "url": url, "due_at": now or timezone.now()},
    )
    return is_new
