"""Letters to who has no account: in the thread of theirs, and answered at a signed address."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from apps.feedback.correspondents.models import Correspondent
from apps.feedback.letters.links import link_to
from apps.feedback.letters.models import Letter
from apps.feedback.tickets.models import Ticket, TicketEntry
from apps.feedback.tickets.timeline import about
from apps.notifications.channels.claiming import RETRY_AFTER, RETRY_FOR
from apps.notifications.channels.mail import own_domain
from apps.notifications.deciding.registry import kind_of
from apps.notifications.deciding.wording import filled
from apps.notifications.inbound.addresses import VALID_FOR, signed_address, token_for
from apps.notifications.inbound.quotes import MARKER

SUPPORT = 3
"""The number of the mailbox in signed addresses."""
RECEIVED, RECEIVED_WITHOUT_FILES = "received", "received_without_files"
DAY = timedelta(days=1)
MOST_ACKNOWLEDGED_A_DAY = 3
MOST_AT_ONCE = 200
MOST_REFERENCES = 20


def acknowledge(
    ticket: Ticket, correspondent: Correspondent, *, key: str, now: datetime, without_files: bool = False
) -> None:
    """Says that it has come and where it is read, and if files weren't kept; three times a day to one address, which
    anybody may have given as theirs. Nothing of what they wrote is repeated to them."""
    if not correspondent.address:
        return
    told = Letter.objects.filter(correspondent=correspondent, entry=None, is_ours=True, created_at__gt=now - DAY)
    if told.count() < MOST_ACKNOWLEDGED_A_DAY:
        _queue(ticket, correspondent, key=key, about=RECEIVED_WITHOUT_FILES if without_files else RECEIVED, now=now)


def tell_by_letter(*, entry_id: int, about: str, now: datetime) -> None:
    """Once for each line."""
    entry = TicketEntry.objects.select_related("ticket__correspondent").get(pk=entry_id)
    correspondent = entry.ticket.correspondent
    if correspondent and correspondent.address:
        _queue(entry.ticket, correspondent, key=f"entry:{entry.pk}", about=about, now=now, entry=entry)


def _queue(
    ticket: Ticket,
    correspondent: Correspondent,
    *,
    key: str,
    about: str,
    now: datetime,
    entry: TicketEntry | None = None,
) -> None:
    fields = {"ticket": ticket, "correspondent": correspondent, "is_ours": True, "entry": entry, "about": about}
    Letter.objects.get_or_create(key=key, defaults=fields | {"created_at": now, "due_at": now})


def claim_due_letters(*, now: datetime) -> Iterator[Letter]:
    """Each is marked when its turn comes: a crash loses one, never doubles one."""
    due = Letter.objects.filter(is_ours=True, sent_at=None, due_at__lte=now, correspondent__stopped_at=None)
    for letter in due.select_related("ticket", "correspondent", "entry").order_by("id")[:MOST_AT_ONCE]:
        if due.filter(pk=letter.pk).update(sent_at=now):
            yield letter


def give_back(letter: Letter, *, now: datetime) -> None:
    """For another try, as with any letter of ours."""
    Letter.objects.filter(pk=letter.pk, created_at__gt=now - RETRY_FOR).update(sent_at=None, due_at=now + RETRY_AFTER)


def compose(letter: Letter) -> EmailMessage:
    """In the correspondent's language."""
    ticket, correspondent = letter.ticket, letter.correspondent
    address = signed_address(
        settings.SUPPORT_ADDRESS, SUPPORT, person=correspondent.pk, subject=ticket.pk, now=letter.created_at
    )
    before = list(ticket.letters.filter(pk__lt=letter.pk).order_by("-pk")[:MOST_REFERENCES])[::-1]
    with translation.override(correspondent.language):
        title, text = words_about(ticket, letter.about)
        context = {
            "name": correspondent.name,
            "title": title,
            "text": text,
            "words": letter.entry.body if letter.entry else "",
            "url": link_to(ticket),
            "marker": MARKER if address else "",
        }
        message = EmailMessage(
            subject=_subject(ticket, before),
            body=render_to_string("email/support_letter.txt", context),
            to=[correspondent.address],
            reply_to=[address] if address else None,
            headers={"Message-ID": message_id(letter), "Auto-Submitted": "auto-replied"},
        )
    if ids := [one for one in map(message_id, before) if one]:
        message.extra_headers |= {"In-Reply-To": _last_of_theirs(before) or ids[-1], "References": " ".join(ids)}
    return message


def message_id(letter: Letter) -> str:
    """Theirs as they gave it. Ours can't be made up and says where an answer belongs; it is the same at each try."""
    if not letter.is_ours:
        return letter.message_id
    digest = hashlib.sha256(f"{settings.SECRET_KEY} letter {letter.pk}".encode()).hexdigest()[:32]
    last_day = letter.created_at.date() + VALID_FOR
    token = token_for(SUPPORT, letter.correspondent_id, letter.ticket_id, last_day=last_day)
    return f"<{digest}.{token}@{own_domain()}>"


def _last_of_theirs(letters: Sequence[Letter]) -> str:
    return next((letter.message_id for letter in reversed(letters) if letter.message_id), "")


def words_about(ticket: Ticket, said: str) -> tuple[str, str]:
    """A title and a sentence about what is `said`: a kind of notification, or that it was received."""
    kind = kind_of(said)
    if kind is None:
        text = _("It's here as #%(number)s. A person reads it and answers you.") % {"number": ticket.pk}
        if said == RECEIVED_WITHOUT_FILES:
            text += " " + _("Not all files were kept: send a few pictures or documents of usual size.")
        return _("We have what you wrote"), text
    facts = about(ticket)
    return filled(str(kind.title), facts), filled(str(kind.body), facts)


def _subject(ticket: Ticket, before: Sequence[Letter]) -> str:
    said = next((letter.subject for letter in before if letter.subject), "")
    if not said:
        return _("Your feedback #%(number)s") % {"number": ticket.pk}
    return said if said.lower().startswith(("re:", "回复:", "回复：")) else f"Re: {said}"
