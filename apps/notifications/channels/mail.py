"""One e-mail to one person about what they missed."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.notifications.channels.unsubscribing import unsubscribe_url
from apps.notifications.deciding.models import Notification
from apps.notifications.deciding.registry import MailEntry, kind_of
from apps.notifications.inbound.addresses import LETTER, VALID_FOR, reply_address, token_for
from apps.notifications.inbound.quotes import MARKER
from apps.notifications.letters.wording import mail_words, wordings_in_use


def compose(person: User, notifications: Sequence[Notification]) -> EmailMultiAlternatives:
    """In the person's language and time zone. The same notifications give the same Message-ID, so that a repeated
    delivery is recognised by the mailbox. Mailboxes offer one click that stops such letters where that can be done."""
    with translation.override(person.language), timezone.override(ZoneInfo(person.time_zone)):
        wordings = wordings_in_use((notification.kind for notification in notifications), person.language)
        told = [(one, mail_words(one, wordings, language=person.language)) for one in notifications]
        entries = [entry for notification, said in told for entry in _entries(notification, said, person)]
        answer = _answer_to(person, notifications)
        stop_url = unsubscribe_url(person, kinds={notification.kind for notification in notifications})
        count = len(notifications)
        subject = (
            told[0][1][0]
            if count == 1
            else ngettext("%(n)d thing waits for you", "%(n)d things wait for you", count) % {"n": count}
        )
        message = letter(
            to=person.email,
            subject=str(subject),
            person=person,
            marker=MARKER if answer else "",
            entries=entries,
            why=_why(notifications),
            unsubscribe_url=stop_url,
        )
        message.extra_headers["Message-ID"] = message_id(notifications)
        if answer:
            message.reply_to = [answer]
        if thread := _thread_of(person, notifications):
            message.extra_headers["References"] = message.extra_headers["In-Reply-To"] = thread
        kinds = [kind_of(notification.kind) for notification in notifications]
        if any(kind is not None and kind.has_optional_mail for kind in kinds):
            message.extra_headers["List-Unsubscribe"] = f"<{stop_url}>"
            message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        for notification in notifications:
            kind = kind_of(notification.kind)
            for part in kind.mail_parts(notification.facts, person) if kind and kind.mail_parts else ():
                message.attach(part)
    return message


def letter(*, to: str, subject: str, **context: Any) -> EmailMultiAlternatives:
    """As text and as a page, in the active language; `context` is what the templates show."""
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string("email/notifications.txt", context),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("email/notifications.html", context), "text/html")
    return message


def _entries(notification: Notification, said: tuple[str, str], person: User) -> list[dict[str, Any]]:
    """The parts of the letter about this one, in the active language."""
    kind = kind_of(notification.kind)
    if kind is not None and kind.mail_entries is not None:
        return [_shown(entry) for entry in kind.mail_entries(notification.facts, person)]
    title, body = said
    return [_shown(MailEntry(title, body, notification.url)) | {"at": notification.created_at}]


def _shown(entry: MailEntry) -> dict[str, Any]:
    return asdict(entry) | {"url": settings.SITE_URL + entry.url if entry.url else ""}


def _why(notifications: Sequence[Notification]) -> str:
    kind = kind_of(notifications[0].kind)
    return str(kind.why) if kind else ""


def _subject_of(notifications: Sequence[Notification]) -> tuple[str, int] | None:
    """What the letter is about, by the kind of its address and an id; None where it is about more than one thing, or
    about one that e-mails can't answer."""
    kinds = [(kind_of(one.kind), one.facts) for one in notifications]
    subjects = {kind.answers(facts) if kind and kind.answers else None for kind, facts in kinds}
    return subjects.pop() if len(subjects) == 1 else None


def _answer_to(person: User, notifications: Sequence[Notification]) -> str:
    """Where this letter is answered; "" where it can't be."""
    subject = _subject_of(notifications)
    if subject is None:
        return ""
    key, number = subject
    return reply_address(key, person=person.pk, subject=number, now=notifications[0].created_at)


def _thread_of(person: User, notifications: Sequence[Notification]) -> str:
    """Under which id mail programs gather the letters about the same thing; "" for one that stands alone."""
    subject = _subject_of(notifications)
    if subject is None:
        kind = kind_of(notifications[0].kind)
        if len(notifications) > 1 or kind is None or not kind.is_one_thread:
            return ""
        subject = (kind.key, 0)
    key, number = subject
    digest = salted_hmac("notifications.thread", f"{key} {number} {person.pk}").hexdigest()[:32]
    return f"<{digest}@{own_domain()}>"


def message_id(notifications: Sequence[Notification]) -> str:
    """It says to whom the letter went, and can't be made up: a server that reports a letter shows that it has it."""
    ids = ",".join(str(pk) for pk in sorted(notification.pk for notification in notifications))
    digest = hashlib.sha256(f"{settings.SECRET_KEY} {ids}".encode()).hexdigest()[:32]
    first = notifications[0]
    last_day = first.created_at.date() + VALID_FOR
    return f"<{digest}.{token_for(LETTER, first.person_id, first.pk, last_day=last_day)}@{own_domain()}>"


def own_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
