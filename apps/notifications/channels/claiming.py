"""What is due over a channel: claimed by one sender, marked, and given back where it couldn't be handed over."""

import logging
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from apps.accounts.models import User
from apps.notifications.deciding.models import Channel, Notification, NotificationPreference
from apps.notifications.deciding.registry import kind_of

logger = logging.getLogger(__name__)

BATCH = 5000
SHIFT_SECONDS = 20.0
"""For so long one call goes on; the next one takes what is left."""
RETRY_AFTER = timedelta(minutes=10)
RETRY_FOR = timedelta(days=1)


def due_over(channel: Channel, *, now: datetime) -> QuerySet[Notification]:
    """Those of kinds that their person has switched off since are cancelled. Chain on what is given: each evaluation
    looks anew."""
    due = Notification.objects.filter(channel=channel, due_at__lte=now, sent_at__isnull=True, cancelled_at__isnull=True)
    refused = NotificationPreference.objects.filter(
        person=OuterRef("person"), kind=OuterRef("kind"), channel=channel, is_on=False
    )
    due.filter(Exists(refused)).update(cancelled_at=now)
    return due


def claim_by_person(due: QuerySet[Notification], *, now: datetime) -> Iterator[tuple[User, list[Notification]]]:
    """Marks what is due sent and gives it out person by person, each marked only when its turn comes, so that a crash
    concerns one; two callers never get the same. What is moot by then is cancelled."""
    by_person: dict[int, list[int]] = {}
    for pk, person in due.order_by("id").values_list("pk", "person")[:BATCH]:
        by_person.setdefault(person, []).append(pk)
    until = time.monotonic() + SHIFT_SECONDS
    for ids in by_person.values():
        if time.monotonic() > until:
            return
        with transaction.atomic():
            locked = (
                due.filter(pk__in=ids)
                .select_for_update(of=("self",))
                .select_related("person__other_address")
                .order_by("id")
            )
            claimed = list(locked)
            due.filter(pk__in=[notification.pk for notification in claimed]).update(sent_at=now)
        if told := _without_moot(claimed, now=now):
            yield told[0].person, told


def _without_moot(claimed: Sequence[Notification], *, now: datetime) -> list[Notification]:
    moot = [one.pk for one in claimed if _is_moot(one)]
    if moot:
        Notification.objects.filter(pk__in=moot).update(sent_at=None, cancelled_at=now)
    return [one for one in claimed if one.pk not in moot]


def _is_moot(notification: Notification) -> bool:
    kind = kind_of(notification.kind)
    if kind is None:
        return True
    try:
        return kind.is_moot(notification.facts, notification.person)
    except Exception:  # it is told once too often rather than lost, and the others' too
        logger.exception("Whether notification %s is moot couldn't be found out; it is sent.", notification.pk)
        return False


def give_back(*, notifications: Sequence[Notification], now: datetime) -> None:
    """Lets what couldn't be handed over be tried again in ten minutes, for a day."""
    ids = [notification.pk for notification in notifications]
    Notification.objects.filter(pk__in=ids, created_at__gt=now - RETRY_FOR).update(
        sent_at=None, due_at=now + RETRY_AFTER
    )
