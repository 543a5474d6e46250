from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Prefetch

from apps.accounts.models import User
from apps.errors import NotFound
from apps.feedback.correspondents.models import Reporter
from apps.feedback.tickets.lifecycle import CLOSED, OPEN, Status
from apps.feedback.tickets.models import EntryKind, Ticket, TicketEntry, TicketQuerySet

LOOK_BACK = timedelta(days=30)


ENOUGH_ANSWERS = 5
NEWEST_ANSWERS = 200


def my_tickets(person: User, *, show: str = "all") -> TicketQuerySet:
    """Their tickets, the newest news first. `show` is all, open or closed."""
    tickets = Ticket.objects.for_user(person).order_by("-last_public_at", "-pk")
    if show == "open":
        return tickets.filter(status__in=OPEN)
    return tickets.filter(status__in=CLOSED) if show == "closed" else tickets


def ticket_for(person: Reporter, ticket_id: int) -> Ticket:
    """Their own ticket with its public timeline in `public_entries` and its files in `known_files`. Raises NotFound."""
    ticket = with_timeline(Ticket.objects.of(person)).filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    return ticket


def is_told(client_id: UUID | None, *, by: User | None) -> bool:
    """Whether this form of theirs, or of somebody without an account, was taken already: its files needn't be read and
    counted again, and couldn't be where they used up what was left."""
    told = Ticket.objects.for_user(by) if by else Ticket.objects.filter(reporter=None)
    return client_id is not None and told.filter(client_id=client_id).exists()


def is_replied(mail: str, *, by: User, ticket_id: int) -> bool:
    """The same of an e-mail that answers a letter."""
    replies = TicketEntry.objects.filter(ticket_id=ticket_id, author=by, kind=EntryKind.COMMENT)
    return replies.filter(facts__mail=mail).exists()


def with_timeline(tickets: TicketQuerySet) -> TicketQuerySet:
    public = TicketEntry.objects.filter(is_public=True).select_related("author").order_by("pk")
    return tickets.select_related("topic", "rating").prefetch_related(
        Prefetch("entries", queryset=public, to_attr="public_entries"),  # type: ignore[no-redef]
        Prefetch("files", to_attr="known_files"),
    )


def may_confirm(ticket: Ticket) -> bool:
    """Whether "is it fixed for you?" is an open question."""
    return ticket.status == Status.ANSWERED or (ticket.status == Status.SOLVED and ticket.is_fixed_for_reporter is None)


def may_rate(ticket: Ticket) -> bool:
    """Whether "how was our help?" is an open question."""
    return ticket.stars is None and ticket.first_response_at is not None


def usual_answer_minutes(*, now: datetime) -> float | None:
    """The median first-response time of the newest 200 tickets of the last 30 days that have one; None before five were
    answered, when it would promise what nobody measured."""
    answered = Ticket.objects.filter(created_at__gt=now - LOOK_BACK, first_response_at__isnull=False).order_by("-pk")
    times = list(answered.values_list("created_at", "first_response_at")[:NEWEST_ANSWERS])
    if len(times) < ENOUGH_ANSWERS:
        return None
    return median((end - start).total_seconds() / 60 for start, end in times if end)
