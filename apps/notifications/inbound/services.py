"""Taking e-mails in, each once, by whatever way they come."""

import logging
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.errors import DomainError
from apps.notifications.deciding.services import notify
from apps.notifications.inbound.addresses import is_ours, open_among, signed_among
from apps.notifications.inbound.bounces import Report, ReportKind
from apps.notifications.inbound.kinds import MAIL_REFUSED
from apps.notifications.inbound.models import InboundMail
from apps.notifications.inbound.reading import Incoming, Unreadable, key_of, read
from apps.notifications.inbound.registry import (
    OpenMailbox,
    Refused,
    Signed,
    SignedKind,
    open_mailbox_by_number,
    signed_kind_by_number,
)
from apps.notifications.inbound.stopping import letter_of, reader_of, sent_at, stop

logger = logging.getLogger(__name__)

Outcome = InboundMail.Outcome
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 5
MOST_BYTES = 40 * 1024 * 1024
MOST_REFUSALS_A_DAY = 20
KEPT_FOR = timedelta(days=90)
"""Longer than an address is valid: what comes once more after that finds no door."""

REPORTED = {
    ReportKind.UNDELIVERABLE: Outcome.BOUNCE,
    ReportKind.DELAYED: Outcome.DELAYED,
    ReportKind.COMPLAINT: Outcome.COMPLAINT,
}


def receive(content: bytes, *, recipient: str = "", now: datetime | None = None) -> InboundMail:
    """Takes an e-mail to where it belongs. One that is under way elsewhere, or failed and may be tried again, is given
    back as such (`may_come_again`); any other is done with. Never raises for what is in the e-mail."""
    now = now or timezone.now()
    try:
        mail = read(content, recipient=recipient)
    except Unreadable as error:
        logger.warning("An e-mail can't be read: %s", error)
        row, is_mine = _claim(key_of(content), size=len(content), sender="", now=now)
        return _finish(row, Outcome.UNREADABLE, now=now) if is_mine else row
    row, is_mine = _claim(mail.key, size=len(content), sender=mail.sender, now=now)
    if not is_mine:
        return row
    try:
        return _take(row, mail, now)
    except Exception as error:  # a fault of one e-mail holds up no other; an operator sees it
        logger.exception("An e-mail that came in failed.")
        text = f"{type(error).__name__}: {error}"[:2000].replace("\x00", "�")
        return _finish(row, Outcome.FAILED, now=now, error=text)


def may_come_again(row: InboundMail) -> bool:
    """Whether its server is to keep it for another try."""
    return row.outcome == Outcome.UNDER_WAY or (row.outcome == Outcome.FAILED and row.attempts < MOST_ATTEMPTS)


def _claim(key: str, *, size: int, sender: str, now: datetime) -> tuple[InboundMail, bool]:
    row, is_new = InboundMail.objects.get_or_create(
        key=key,
        defaults={"size": size, "sender": sender, "received_at": now, "claimed_at": now, "attempts": 1},
    )
    if is_new:
        return row, True
    left = Q(outcome=Outcome.UNDER_WAY, claimed_at__lte=now - LEASE)
    failed = Q(outcome=Outcome.FAILED, attempts__lt=MOST_ATTEMPTS)
    again = InboundMail.objects.filter(left | failed, pk=row.pk)
    is_mine = bool(again.update(outcome=Outcome.UNDER_WAY, claimed_at=now, attempts=F("attempts") + 1))
    row.refresh_from_db()
    return row, is_mine


def _finish(row: InboundMail, outcome: str, *, now: datetime, **more: Any) -> InboundMail:
    InboundMail.objects.filter(pk=row.pk).update(outcome=outcome, finished_at=now, **({"error": ""} | more))
    row.refresh_from_db()
    return row


def _take(row: InboundMail, mail: Incoming, now: datetime) -> InboundMail:
    if mail.report is not None:
        reader = take_report(mail.report, now=now)
        return _finish(row, REPORTED[mail.report.kind], now=now, reason=mail.report.status, person=reader)
    if mail.is_automatic or is_ours(mail.sender):
        return _finish(row, Outcome.AUTOMATIC, now=now)
    signed = signed_among(mail.recipients)
    if signed is None and (found := open_among(mail.recipients)):
        return _take_from_anybody(row, mail, *found, now=now)
    kind = signed_kind_by_number(signed.number) if signed else None
    person = User.objects.filter(pk=signed.person).first() if signed else None
    if signed is None or kind is None or person is None:
        return _finish(row, Outcome.UNADDRESSED, now=now)
    facts: dict[str, Any] = {"kind": kind.key, "person": person}
    try:
        with translation.override(person.language), timezone.override(person.time_zone):
            _check(mail, person)
            if signed.last_day < now.date():
                raise Refused(_("This address for replies is too old. Answer in Rapport, please."), code="expired")
            kind.handle(mail, person, signed.subject)
    except (Refused, DomainError) as error:
        _tell(row, mail, person, kind, signed.subject, error, now)
        outcome = Outcome.EXPIRED if error_code(error) == "expired" else Outcome.REFUSED
        return _finish(row, outcome, now=now, reason=error_code(error), **facts)
    return _finish(row, Outcome.TAKEN, now=now, **facts)


def take_report(report: Report, *, now: datetime) -> User | None:
    """Stops what its letter says must be stopped; the member who got the letter."""
    letter = letter_of(report)
    reader = reader_of(letter)
    if letter is not None and reader is not None:
        stop(report, reader, since=sent_at(letter), now=now)
    elif letter is not None and (mailbox := open_mailbox_by_number(letter.number)):
        mailbox.reported(report, letter)
    return reader


def _take_from_anybody(
    row: InboundMail, mail: Incoming, mailbox: OpenMailbox, signed: Signed | None, *, now: datetime
) -> InboundMail:
    try:
        mailbox.handle(mail, signed)
    except (Refused, DomainError) as error:
        return _finish(row, Outcome.REFUSED, now=now, reason=error_code(error), kind=mailbox.key)
    return _finish(row, Outcome.TAKEN, now=now, kind=mailbox.key)


def _check(mail: Incoming, person: User) -> None:
    """The address is theirs alone, and so are their words: whom they forwarded a letter to doesn't write for them."""
    if not person.is_active:
        raise Refused(_("Your account is closed."), code="closed")
    if mail.sender != person.email.lower() and mail.sender not in _addresses(person):
        text = _("It came from %(address)s, which isn't an address of your account.") % {"address": mail.sender}
        raise Refused(text, code="other_sender")


def _addresses(person: User) -> set[str]:
    mine = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return {address.lower() for address in mine}


def error_code(error: Refused | DomainError) -> str:
    return error.code


@transaction.atomic
def _tell(
    row: InboundMail,
    mail: Incoming,
    person: User,
    kind: SignedKind,
    subject: int,
    error: Refused | DomainError,
    now: datetime,
) -> None:
    """Says to the person whose address it is, and to nobody else, why it isn't there, with their words."""
    if not person.is_active:
        return
    told = InboundMail.objects.filter(
        person=person, outcome__in=[Outcome.REFUSED, Outcome.EXPIRED], received_at__gt=now - timedelta(days=1)
    )
    if told.count() >= MOST_REFUSALS_A_DAY:
        return
    is_theirs = error_code(error) != "other_sender"
    if is_theirs:
        kind.refused(mail, person, subject)
    with translation.override(person.language), timezone.override(person.time_zone):
        reason = error.text if isinstance(error, Refused) else str(error)
    words = mail.text if len(mail.text) <= MOST_WORDS else mail.text[:MOST_WORDS] + "…"
    notify(
        person=person,
        kind=MAIL_REFUSED,
        cause=f"mail:{row.pk}",
        facts={"reason": reason, "words": words if is_theirs and words else "…"},
        url=kind.url(subject),
        now=now,
    )


MOST_WORDS = 2000


def forget_old(*, now: datetime) -> int:
    """What came long ago isn't listed for ever."""
    return InboundMail.objects.filter(received_at__lt=now - KEPT_FOR).delete()[0]
