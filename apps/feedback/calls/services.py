"""What somebody says on the telephone, written down by who took the call."""

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.errors import InvalidInput
from apps.feedback.correspondents.models import Correspondent, Way
from apps.feedback.correspondents.services import correspondent_at, correspondent_elsewhere
from apps.feedback.letters.outgoing import acknowledge
from apps.feedback.tickets.models import Channel, EntryKind, Ticket
from apps.feedback.tickets.services import open_ticket
from apps.feedback.tickets.timeline import lock_ticket, write_entry
from apps.feedback.work.services import answer_ticket, assign_ticket

NUMBER = re.compile(r"\+?\d{5,15}")


@transaction.atomic
def log_call(
    *,
    operator: User,
    client_id: UUID,
    body: str,
    name: str,
    language: str,
    phone: str = "",
    email: str = "",
    answer: str = "",
    now: datetime | None = None,
) -> Ticket:
    """A ticket of the caller, taken on by the operator. With `email` they get our answers by letter, else nobody
    hears but by telephone. `answer` is what they were told already. The same form again is the same ticket. Raises
    InvalidInput without a way to find the caller again, and what `open_ticket` raises."""
    now = now or timezone.now()
    phone = read_number(phone)
    if not (phone or email):
        raise InvalidInput(_("A number or an e-mail address, so that the caller can be answered."), field="phone")
    correspondent = _caller(phone, email, name, language, now)
    ticket = open_ticket(
        reporter=correspondent,
        body=body,
        client_id=client_id,
        channel=Channel.CALL,
        interface_language=correspondent.language,
        now=now,
    )
    if ticket.entries.filter(kind=EntryKind.NOTE).exists():
        return ticket
    words = _("By telephone: %(name)s %(phone)s") % {"name": name, "phone": phone}
    write_entry(lock_ticket(ticket.pk), EntryKind.NOTE, author=operator, is_public=False, body=words.strip(), now=now)
    assign_ticket(ticket_id=ticket.pk, operator=operator, to=operator, now=now)
    if answer:
        answer_ticket(ticket_id=ticket.pk, operator=operator, body=answer, now=now)
    else:
        acknowledge(ticket, correspondent, key=f"ticket:{ticket.pk}", now=now)
    return ticket


def read_number(text: str) -> str:
    """Digits, with the plus of a country where one was given; empty for nothing. Raises InvalidInput."""
    number = re.sub(r"[\s()/.–-]", "", text)
    if number and not NUMBER.fullmatch(number):
        raise InvalidInput(_("A telephone number has 5 to 15 digits."), field="phone")
    return number


def _caller(phone: str, email: str, name: str, language: str, now: datetime) -> Correspondent:
    if email:
        return correspondent_at(address=email, name=name, language=language, now=now)
    return correspondent_elsewhere(channel=Way.PHONE, handle=phone, name=name, language=language, now=now)
