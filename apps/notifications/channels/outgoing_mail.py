"""E-mails that are due: each is claimed by one sender, marked, and given back where the mail server refuses."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from apps.accounts.models import User
from apps.notifications.deciding.models import Channel, Notification, NotificationPreference
from apps.notifications.deciding.registry import all_kinds
from apps.notifications.inbound.models import MailStop

MAIL_BATCH = 500
RETRY_AFTER = timedelta(minutes=10)
RETRY_FOR = timedelta(days=1)
ERASED = "@erased.invalid"
"""What every address ends with that was erased."""


def claim_due_mail(*, now: datetime) -> Iterator[tuple[User, list[Notification]]]:
    """Marks due e-mails sent and gives them out person by person, each marked only when its turn comes, so that a crash
    concerns one letter; two callers never get the same one.

    E-mails of people who don't want them, or whose account is closed, are cancelled instead, unless it is a duty to
    send them; who asked for one gets it while the account is open; nobody writes to who was erased, and to an address
    that doesn't take our letters nothing goes but duties.
    """
    due = Notification.objects.filter(
        channel=Channel.EMAIL, due_at__lte=now, sent_at__isnull=True, cancelled_at__isnull=True
    )
    duties = Q(kind__in=[kind.key for kind in all_kinds() if kind.is_duty]) & ~Q(person__email__endswith=ERASED)
    asked_for = Q(kind__in=[kind.key for kind in all_kinds() if kind.was_asked_for])
    wanted = Q(person__is_active=True) & (Q(person__email_notifications=True) | asked_for)
    due.exclude(wanted | duties).update(cancelled_at=now)
    refused = NotificationPreference.objects.filter(
        person=OuterRef("person"), kind=OuterRef("kind"), channel=Channel.EMAIL, is_on=False
    )
    due.filter(Exists(refused)).update(cancelled_at=now)
    stopped = MailStop.objects.filter(person=OuterRef("person"), address=OuterRef("person__email"))
    due.filter(Exists(stopped)).exclude(duties).update(cancelled_at=now)
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
