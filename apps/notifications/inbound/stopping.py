"""Addresses to which nothing is sent any more, as their server or their reader said so, until their owner wants it
again.

A report is believed where it brings along the Message-ID of a letter of ours, which only who got the letter knows. It
may come late, and more than once: what it says of a letter from before its reader wanted letters again is settled. When
the letter went is ours to know; no report is asked for a date.
"""

from datetime import UTC, datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.notifications.deciding.models import Notification
from apps.notifications.deciding.services import notify
from apps.notifications.inbound.addresses import LETTER, VALID_FOR, read_token
from apps.notifications.inbound.bounces import Report, ReportKind
from apps.notifications.inbound.kinds import MAIL_STOPPED
from apps.notifications.inbound.models import IN_FORCE, MailStop
from apps.notifications.inbound.registry import Signed

REASONS = {ReportKind.UNDELIVERABLE: MailStop.Reason.BOUNCE, ReportKind.COMPLAINT: MailStop.Reason.COMPLAINT}


def letter_of(report: Report) -> Signed | None:
    """Which letter of ours it is about; None where that isn't proven."""
    return read_token(report.message_id.strip("<>").partition("@")[0].rpartition(".")[2])


def reader_of(letter: Signed | None) -> User | None:
    """The member who got it; None for a letter of an open mailbox."""
    if letter is None or letter.number != LETTER:
        return None
    return User.objects.filter(pk=letter.person).first()


def sent_at(letter: Signed) -> datetime:
    """When a letter to a member went; of one whose notification is forgotten, the day from which it can be."""
    sent = (
        Notification.objects.filter(pk=letter.subject, person=letter.person).values_list("sent_at", flat=True).first()
    )
    return sent or datetime.combine(letter.last_day - VALID_FOR, time.min, tzinfo=UTC)


@transaction.atomic
def stop(report: Report, person: User, *, since: datetime, now: datetime) -> bool:
    """No more letters to the address, which its owner is told in the product. False for what is only late, for another
    address than theirs of today, and where they wanted letters again after `since`: when the letter went or, where
    nobody knows, when it was reported."""
    reason = REASONS.get(report.kind)
    if reason is None or (report.recipient and report.recipient != person.email.lower()):
        return False
    fields = {"address": person.email, "reason": reason, "status": report.status, "stopped_at": now}
    row, is_new = MailStop.objects.get_or_create(person=person, defaults=fields)
    if not is_new:
        # One statement, as it comes twice and its reader may say at that moment that they want letters.
        other = MailStop.objects.filter(pk=row.pk).exclude(IN_FORCE, address=person.email).exclude(lifted_at__gte=since)
        if not other.update(**fields):
            return False
    notify(
        person=person,
        kind=MAIL_STOPPED,
        cause=f"mail_stop:{row.pk}:{now:%Y%m%d%H%M%S%f}",
        facts={"address": person.email},
        url=reverse("accounts:settings"),
        now=now,
    )
    return True


def stop_of(person: User) -> MailStop | None:
    """What stops e-mails to the address that the person has today."""
    return MailStop.objects.in_force().filter(person=person, address=person.email).first()


def write_again(*, person: User, now: datetime | None = None) -> bool:
    """Their mailbox is fine again, they say. False where nothing was stopped."""
    return bool(MailStop.objects.in_force().filter(person=person).update(lifted_at=now or timezone.now()))
