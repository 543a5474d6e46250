"""What operators do with a ticket: answer, move, assign, note."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.mentions.naming import named_in
from apps.errors import InvalidInput
from apps.events.services import publish
from apps.feedback.tickets.events import TicketAnswered, TicketSettled, TicketsWait
from apps.feedback.tickets.kinds import TICKET_ANSWERED, TICKET_MENTIONED
from apps.feedback.tickets.labels import Cause
from apps.feedback.tickets.lifecycle import CLOSED, NEEDS_WORDS, Status, check_move
from apps.feedback.tickets.models import EntryKind, Ticket, TicketEntry
from apps.feedback.tickets.text_checks import checked_text
from apps.feedback.tickets.timeline import (
    KIND_OF_STATUS,
    about,
    cause_of,
    lock_ticket,
    mark_answered,
    move,
    tell_reporter,
    write_entry,
)
from apps.feedback.tickets.wording import CAUSE
from apps.notifications.deciding.services import notify

MOST_OPERATORS = 500
SETTLED = CLOSED | {Status.ANSWERED}


def check_work(
    ticket: Ticket, *, to: str, has_answer: bool, has_promise: bool = False, cause: str | None = None
) -> None:
    """Whether an operator may do this to the ticket. Raises TransitionRefused, and InvalidInput where a new answer or
    "no" has no words, a promise no answer, or what is settled of a low score no cause (`cause` is what comes along)."""
    is_settled = to in SETTLED and (has_answer or to != ticket.status)
    if is_settled and ticket.is_case and not (ticket.cause if cause is None else cause):
        raise InvalidInput(_("Say first what the low score came from: choose its cause."), field="cause")
    if to != ticket.status:
        check_move(ticket.status, to)
        if to in NEEDS_WORDS and not has_answer:
            raise InvalidInput(_("Write to the reporter: an answer and a “no” need words."), field="reply")
    if has_promise and not has_answer:
        raise InvalidInput(_("A promise goes with an answer: write one."), field="promised_day")


class NotAnOperator(InvalidInput):
    code = "not_an_operator"


@transaction.atomic
def answer_ticket(
    *,
    ticket_id: int,
    operator: User,
    body: str,
    to: str = Status.ANSWERED,
    promised_for: date | None = None,
    with_duplicates: bool = False,
    now: datetime | None = None,
) -> TicketEntry:
    """Writes to the reporter, moves the ticket (`to` may be its present status) and tells them live. `promised_for` is
    the day for which more is promised; `with_duplicates` sends the same to all who reported the same. Raises
    TransitionRefused, UnusableTicketText."""
    now = now or timezone.now()
    body = checked_text(body)
    ticket = lock_ticket(ticket_id)
    if to != ticket.status:
        move(ticket, to, now=now)
    mark_answered(ticket, promised_for=promised_for, now=now)
    entry = write_entry(ticket, EntryKind.REPLY, author=operator, body=body, promised_for=promised_for, now=now)
    ticket.save()
    publish(TicketAnswered(ticket=ticket.pk, operator=operator.pk))
    publish(TicketsWait.of(ticket.pk))
    if with_duplicates or ticket.status == Status.SOLVED:
        publish(TicketSettled(ticket=ticket.pk, entry=entry.pk, with_words=with_duplicates))
    tell_reporter(ticket, entry, KIND_OF_STATUS.get(to, TICKET_ANSWERED), now=now)
    return entry


@transaction.atomic
def move_ticket(*, ticket_id: int, operator: User, to: str, now: datetime | None = None) -> Ticket:
    """Changes the status without a text. A "no" and an answer need words: for these raises InvalidInput; raises
    TransitionRefused too."""
    now = now or timezone.now()
    ticket = lock_ticket(ticket_id)
    check_work(ticket, to=to, has_answer=False)
    move(ticket, to, now=now)
    if to in CLOSED:
        mark_answered(ticket, promised_for=None, now=now)
    entry = write_entry(ticket, EntryKind.STATUS, author=operator, now=now)
    ticket.save()
    if to == Status.SOLVED:
        publish(TicketSettled(ticket=ticket.pk, entry=entry.pk, with_words=False))
    if to in KIND_OF_STATUS:
        tell_reporter(ticket, entry, KIND_OF_STATUS[to], now=now)
    return ticket


@transaction.atomic
def assign_ticket(*, ticket_id: int, operator: User, to: User | None, now: datetime | None = None) -> Ticket:
    """Gives the ticket to an operator, or to nobody. Raises NotAnOperator."""
    now = now or timezone.now()
    if to is not None and not (to.is_staff and to.is_active):
        raise NotAnOperator(_("Only operators can take tickets."), field="assigned_to")
    ticket = lock_ticket(ticket_id)
    if ticket.assigned_to_id == (to.pk if to else None):
        return ticket
    ticket.assigned_to = to
    write_entry(
        ticket,
        EntryKind.ASSIGNED,
        author=operator,
        is_public=False,
        facts={"to": to.pk if to else None},
        now=now,
    )
    ticket.save()
    return ticket


@transaction.atomic
def say_cause(*, ticket_id: int, operator: User, cause: str, now: datetime | None = None) -> Ticket:
    """What a low score came from; it may be corrected. Raises InvalidInput for what is no case, or no cause."""
    ticket = lock_ticket(ticket_id)
    if not ticket.is_case or cause not in Cause.values:
        raise InvalidInput(_("Choose one of the listed values."), field="cause")
    if ticket.cause == cause:
        return ticket
    facts = {"field": CAUSE, "from": ticket.cause, "to": cause}
    ticket.cause = cause
    write_entry(ticket, EntryKind.CORRECTED, author=operator, is_public=False, facts=facts, now=now or timezone.now())
    ticket.save()
    return ticket


@transaction.atomic
def add_note(*, ticket_id: int, operator: User, body: str, now: datetime | None = None) -> TicketEntry:
    """An internal note, which the reporter never sees. Operators whose name stands in it after an @ are told."""
    now = now or timezone.now()
    ticket = lock_ticket(ticket_id)
    body = checked_text(body, field="note")
    note = write_entry(ticket, EntryKind.NOTE, author=operator, is_public=False, body=body, now=now)
    for colleague in mentioned_in(body):
        if colleague != operator:
            notify(
                person=colleague,
                kind=TICKET_MENTIONED,
                cause=cause_of(note),
                facts=about(ticket) | {"name": operator.name},
                url=reverse("admin:feedback_ticket_change", args=[ticket.pk]),
                now=now,
            )
    return note


def mentioned_in(body: str) -> list[User]:
    """Operators who may read tickets and whose name stands in the text after an @."""
    if "@" not in body:
        return []
    people = {one.pk: one for one in operators()[:MOST_OPERATORS] if one.has_perm("feedback.view_ticket")}
    return [people[number] for number in named_in(body, {number: one.name for number, one in people.items()})]


def operators() -> QuerySet[User]:
    return User.objects.filter(is_staff=True, is_active=True).order_by("name", "pk")
