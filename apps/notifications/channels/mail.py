"""One e-mail to one person about what they missed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
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
from apps.notifications.deciding.registry import kind_of
from apps.notifications.deciding.wording import words
from apps.notifications.inbound.addresses import LETTER, VALID_FOR, reply_address, token_for
from apps.notifications.inbound.quotes import MARKER


def compose(person: User, notifications: Sequence[Notification]) -> EmailMultiAlternatives:
    """In the person's language and time zone. The same notifications give the same Message-ID, so that a repeated
    delivery is recognised by the mailbox. Mailboxes offer one click that stops such letters where that can be done."""
    with translation.override(person.language), timezone.override(ZoneInfo(person.time_zone)):
        entries = []
        for notification in notifications:
            title, body = words(notification, language=person.language)
            address = settings.SITE_URL + notification.url if notification.url else ""
            entries.append({"title": title, "body": body, "url": address, "at": notification.created_at})
        answer = _answer_to(person, notifications)
        context = {
            "person": person,
            "marker": MARKER if answer else "",
            "entries": entries,
            "site_url": settings.SITE_URL,
            "unsubscribe_url": unsubscribe_url(person, kinds={notification.kind for notification in notifications}),
        }
        count = len(entries)
        subject = (
            entries[0]["title"]
            if count == 1
            else ngettext("%(n)d thing waits for you", "%(n)d things wait for you", count) % {"n": count}
        )
        message = EmailMultiAlternatives(
            subject=" ".join(str(subject).split()),
            body=render_to_string("email/notifications.txt", context),
            to=[person.email],
            headers={"Message-ID": message_id(notifications), "Auto-Submitted": "auto-generated"},
        )
        if answer:
            message.reply_to = [answer.address]
            message.extra_headers["References"] = message.extra_headers["In-Reply-To"] = answer.thread
        kinds = [kind_of(notification.kind) for notification in notifications]
        if any(kind is not None and kind.has_optional_mail for kind in kinds):
            message.extra_headers["List-Unsubscribe"] = f"<{context['unsubscribe_url']}>"
            message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.attach_alternative(render_to_string("email/notifications.html", context), "text/html")
        for notification in notifications:
            kind = kind_of(notification.kind)
            for part in kind.mail_parts(notification.facts, person) if kind and kind.mail_parts else ():
                message.attach(part)
    return message


@dataclass(frozen=True, slots=True)
class Answer:
    """Where this letter is answered, and under which id mail programs gather the letters about the same thing."""

    address: str
    thread: str


def _answer_to(person: User, notifications: Sequence[Notification]) -> Answer | None:
    """None where the letter is about more than one thing, or about one that e-mails can't answer."""
    kinds = [(kind_of(one.kind), one.facts) for one in notifications]
    subjects = {kind.answers(facts) if kind and kind.answers else None for kind, facts in kinds}
    subject = subjects.pop() if len(subjects) == 1 else None
    if subject is None:
        return None
    key, number = subject
    address = reply_address(key, person=person.pk, subject=number, now=notifications[0].created_at)
    digest = salted_hmac("notifications.thread", f"{key} {number} {person.pk}").hexdigest()[:32]
    return Answer(address, f"<{digest}@{own_domain()}>") if address else None


def message_id(notifications: Sequence[Notification]) -> str:
    """It says to whom the letter went, and can't be made up: a server that reports a letter shows that it has it."""
    ids = ",".join(str(pk) for pk in sorted(notification.pk for notification in notifications))
    digest = hashlib.sha256(f"{settings.SECRET_KEY} {ids}".encode()).hexdigest()[:32]
    first = notifications[0]
    last_day = first.created_at.date() + VALID_FOR
    return f"<{digest}.{token_for(LETTER, first.person_id, first.pk, last_day=last_day)}@{own_domain()}>"


def own_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
