"""A letter to the support address opens a ticket, or goes on with one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from apps.chat.files.services import read_from_anybody
from apps.errors import DomainError
from apps.feedback.correspondents.models import Correspondent
from apps.feedback.correspondents.services import correspondent_at, heard_from, prove
from apps.feedback.letters.models import Letter
from apps.feedback.letters.outgoing import SUPPORT, acknowledge
from apps.feedback.tickets.files import MOST_FILES, ReadFile
from apps.feedback.tickets.models import Channel, EntryKind, Ticket
from apps.feedback.tickets.services import lock_person, open_ticket, reply_to_ticket
from apps.feedback.tickets.text_checks import MAX_CHARACTERS
from apps.feedback.tickets.timeline import write_entry
from apps.language import detect
from apps.notifications.inbound.addresses import read_token
from apps.notifications.inbound.reading import Incoming, IncomingFile
from apps.notifications.inbound.registry import Refused, Signed

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Looked:
    """The files of a letter: what is kept of them, and why others aren't."""

    kept: list[ReadFile]
    refused: list[str]


def take_letter(mail: Incoming, signed: Signed | None) -> None:
    """Raises Refused for an empty one, for one whose sender isn't named, and above the hour's limit of an address."""
    now = timezone.now()
    if not mail.sender:
        raise Refused(_("It doesn't say from whom it is."), code="no_sender")
    if not mail.text and not mail.files:
        raise Refused(_("There was nothing new in it, only what it answers."), code="empty")
    correspondent = correspondent_at(address=mail.sender, name=mail.sender_name, language=_language_of(mail), now=now)
    _check_limit(correspondent, mail, now)
    heard_from(correspondent)
    # Scanning and reading take long: they are done before anything is locked.
    with translation.override(correspondent.language):
        looked = _look_at(mail.files)
    _keep(correspondent, mail, signed, looked, now)


@transaction.atomic
def _keep(correspondent: Correspondent, mail: Incoming, signed: Signed | None, looked: Looked, now: datetime) -> None:
    lock_person(correspondent)
    if Letter.objects.filter(key=mail.key).exists():
        return
    _check_limit(correspondent, mail, now)
    ticket = _answered_ticket(correspondent, mail, signed, now)
    if is_new := ticket is None:
        body = f"{mail.subject}\n\n{mail.text}".strip() or _("(no words, only files)")
        ticket = open_ticket(
            reporter=correspondent,
            body=_short(body),
            client_id=mail.client_id,
            channel=Channel.EMAIL,
            interface_language=correspondent.language,
            files=looked.kept,
            now=now,
        )
    else:
        body = _short(mail.text or _("(no words, only files)"))
        reply_to_ticket(
            reporter=correspondent, ticket_id=ticket.pk, body=body, files=looked.kept, mail=mail.key, now=now
        )
    Letter.objects.create(
        ticket=ticket,
        correspondent=correspondent,
        is_ours=False,
        key=mail.key,
        message_id=mail.message_id[:300],
        subject=mail.subject,
        created_at=now,
    )
    if looked.refused:
        words = "\n".join([_("Files that weren't kept:"), *looked.refused])
        write_entry(ticket, EntryKind.NOTE, is_public=False, body=words, now=now)
    if is_new or looked.refused:
        acknowledge(ticket, correspondent, key=f"{mail.key[:50]}:received", without_files=bool(looked.refused), now=now)


def _answered_ticket(
    correspondent: Correspondent, mail: Incoming, signed: Signed | None, now: datetime
) -> Ticket | None:
    """Theirs, to which the address or the letter that is answered leads: both are signed, and only they got them.
    Anybody else who writes there has a ticket of their own."""
    for said in [signed, *map(_said_by_message_id, mail.references)]:
        if said is None or (said.number, said.person) != (SUPPORT, correspondent.pk) or said.last_day < now.date():
            continue
        if ticket := Ticket.objects.of(correspondent).filter(pk=said.subject).first():
            prove(correspondent, now=now)
            return ticket
    return None


def _said_by_message_id(message_id: str) -> Signed | None:
    return read_token(message_id.strip("<>").partition("@")[0].rpartition(".")[2])


def _check_limit(correspondent: Correspondent, mail: Incoming, now: datetime) -> None:
    """What goes round between two programs that don't say so ends here."""
    recent = Letter.objects.filter(correspondent=correspondent, is_ours=False, created_at__gt=now - HOUR)
    if recent.filter(~Q(key=mail.key)).count() >= settings.SUPPORT_LETTERS_PER_HOUR:
        raise Refused(_("Too many letters came from this address within an hour."), code="too_many_letters")


def _look_at(files: tuple[IncomingFile, ...]) -> Looked:
    looked = Looked([], [])
    for file in files[:MOST_FILES]:
        try:
            looked.kept.append(read_from_anybody(file.name, file.content))
        except DomainError as error:
            looked.refused.append(f"{file.name}: {error}")
    if more := files[MOST_FILES:]:
        looked.refused.append(
            _("More than %(count)s files: %(names)s")
            % {
                "count": MOST_FILES,
                "names": ", ".join(file.name for file in more),
            }
        )
    return looked


def _language_of(mail: Incoming) -> str:
    return "zh-hans" if detect(f"{mail.subject} {mail.text}") in ("zh", "mixed") else "en"


def _short(text: str) -> str:
    return text if len(text) <= MAX_CHARACTERS else f"{text[: MAX_CHARACTERS - 1]}…"
