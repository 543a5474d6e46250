"""The steps that all services on tickets share: lock, move, write the line, tell the reporter."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.urls import reverse
from simple_history.utils import bulk_update_with_history

from apps.accounts.models import User
from apps.errors import NotFound
from apps.events.services import publish
from apps.feedback.correspondents.models import Reporter
from apps.feedback.sla.clocks import (
    ANSWERS,
    end_clocks,
    first_answer_was_in_time,
    next_due,
    pause_clocks,
    resume_clocks,
)
from apps.feedback.tickets.events import CorrespondentTold
from apps.feedback.tickets.kinds import (
    TICKET_ANSWERED,
    TICKET_DECLINED,
    TICKET_NEEDS_YOU,
    TICKET_REOPENED,
    TICKET_SOLVED,
)
from apps.feedback.tickets.lifecycle import CLOSED, Status, check_move
from apps.feedback.tickets.models import Ticket, TicketEntry
from apps.feedback.tickets.wording import headline
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify
from apps.realtime.hub import push_on_commit

ABOUT_CHARACTERS = 60

NEXT_LOOK_AFTER = timedelta(days=1)
"""What was answered and is still worked on stands behind what waits for its first answer, until it finds its turn."""

KIND_OF_STATUS: dict[str, Kind] = {
    Status.ANSWERED: TICKET_ANSWERED,
    Status.SOLVED: TICKET_SOLVED,
    Status.DECLINED: TICKET_DECLINED,
    Status.REOPENED: TICKET_REOPENED,
}


def lock_ticket(ticket_id: int, *, reporter: Reporter | None = None) -> Ticket:
    """The ticket, locked until the transaction ends. With `reporter`, only their own. Raises NotFound."""
    tickets = Ticket.objects.locked()
    if reporter is not None:
        tickets = tickets.of(reporter)
    ticket = tickets.filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    return ticket


def lock_tickets(ticket_ids: Collection[int]) -> list[Ticket]:
    """Those that there are, by their numbers, locked in this order until the transaction ends."""
    return list(Ticket.objects.locked().filter(pk__in=ticket_ids).order_by("pk"))


def save_tickets(tickets: Sequence[Ticket], fields: Sequence[str]) -> None:
    """Stores these fields of all of them at once, and their histories."""
    if tickets:
        bulk_update_with_history(tickets, Ticket, fields)


def move(ticket: Ticket, to: str, *, now: datetime) -> None:
    """Changes the status and what follows from it; the caller saves. Raises TransitionRefused."""
    check_move(ticket.status, to)
    if to in CLOSED or Status.ANSWERED in {to, ticket.status}:
        _turn_clocks(ticket, to, now=now)
    ticket.status = to
    if to == Status.SOLVED:
        ticket.solved_at, ticket.is_fixed_for_reporter = now, None
    elif to == Status.REOPENED:
        ticket.solved_at = ticket.is_fixed_for_reporter = None
        ticket.needs_person = True


def _turn_clocks(ticket: Ticket, to: str, *, now: datetime) -> None:
    if to in CLOSED:
        end_clocks(ticket.pk, now=now)
    elif to == Status.ANSWERED:
        pause_clocks(ticket.pk, now=now)
    else:
        resume_clocks(ticket.pk, now=now)
    ticket.due_at = next_due(ticket.pk)


def mark_answered(ticket: Ticket, *, promised_for: date | None, now: datetime) -> None:
    """A person's word reached the reporter: nobody of us is waited for until they say more."""
    end_clocks(ticket.pk, ANSWERS, now=now)
    if ticket.first_response_at is None:
        ticket.first_response_at, ticket.answered_in_time = now, first_answer_was_in_time(ticket.pk)
    ticket.needs_person = False
    ticket.promised_for = promised_for
    ticket.due_at = next_due(ticket.pk)
    ticket.waits_since = now
    ticket.turn_at = now + NEXT_LOOK_AFTER


class EntryFields(TypedDict, total=False):
    """What a line may have beside its kind; see `draft_entry` for what it has otherwise."""

    author: User | None
    is_public: bool
    body: str
    promised_for: date | None
    facts: dict[str, Any] | None


def write_entry(ticket: Ticket, kind: str, *, now: datetime, **fields: Unpack[EntryFields]) -> TicketEntry:
    """A line of the timeline, carrying the ticket's status from here on. A public one refreshes the reporter's page."""
    entry = draft_entry(ticket, kind, now=now, **fields)
    entry.save()
    return entry


def draft_entry(
    ticket: Ticket,
    kind: str,
    *,
    now: datetime,
    author: User | None = None,
    is_public: bool = True,
    body: str = "",
    promised_for: date | None = None,
    facts: dict[str, Any] | None = None,
) -> TicketEntry:
    """As `write_entry`, for who stores many lines at once."""
    if is_public:
        ticket.last_public_at = now
        if ticket.reporter_id:
            push_on_commit([ticket.reporter_id], {"type": "ticket.changed", "ticket": ticket.pk})
    return TicketEntry(
        ticket=ticket,
        kind=kind,
        is_public=is_public,
        author=author,
        body=body,
        status=ticket.status,
        promised_for=promised_for,
        facts=facts or {},
        created_at=now,
    )


def tell_reporter(ticket: Ticket, entry: TicketEntry, kind: Kind, *, now: datetime) -> None:
    if ticket.reporter:
        notify(
            person=ticket.reporter,
            kind=kind,
            cause=cause_of(entry),
            facts=about(ticket),
            url=ticket.get_absolute_url(),
            now=now,
        )
    elif ticket.correspondent_id:
        publish(CorrespondentTold(ticket=ticket.pk, entry=entry.pk, about=kind.key))


def about(ticket: Ticket) -> dict[str, Any]:
    """The facts of a notification about a ticket: its number and how it begins."""
    return {"number": ticket.pk, "about": headline(ticket, characters=ABOUT_CHARACTERS)}


def tell_assignee(ticket: Ticket, entry: TicketEntry, kind: Kind = TICKET_NEEDS_YOU, *, now: datetime) -> None:
    if ticket.assigned_to and ticket.assigned_to.is_active:
        notify(
            person=ticket.assigned_to,
            kind=kind,
            cause=cause_of(entry),
            facts=about(ticket),
            url=reverse("admin:feedback_ticket_change", args=[ticket.pk]),
            now=now,
        )


def cause_of(entry: TicketEntry) -> str:
    """What a notification about this line names as its cause."""
    return f"ticket:{entry.ticket_id}:{entry.pk}"
