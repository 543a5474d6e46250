"""What is due over a channel: claimed by one sender, marked, and given back where it couldn't be handed over."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from apps.accounts.models import User
from apps.notifications.deciding.models import Channel, Notification, NotificationPreference

BATCH = 500
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
    concerns one; two callers never get the same."""
    by_person: dict[int, list[int]] = {}
    for pk, person in due.order_by("id").values_list("pk", "person")[:BATCH]:
        by_person.setdefault(person, []).append(pk)
    for ids in by_person.values():
        with transaction.atomic():
            claimed = list(due.filter(pk__in=ids).select_for_update(of=("self",)).order_by("id"))
            due.filter(pk__in=[notification.pk for notification in claimed]).update(sent_at=now)
        if claimed:
            yield claimed[0].person, claimed


def give_back(*, notifications: Sequence[Notification], now: datetime) -> None:
    """Lets what couldn't be handed over be tried again in ten minutes, for a day."""
    ids = [notification.pk for notification in notifications]
    Notification.objects.filter(pk__in=ids, created_at__gt=now - RETRY_FOR).update(
        sent_at=None, due_at=now + RETRY_AFTER
    )
