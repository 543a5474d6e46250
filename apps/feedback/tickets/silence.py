from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from apps.feedback.tickets.kinds import TICKET_STILL_OPEN
from apps.feedback.tickets.lifecycle import WAITING_FOR_US
from apps.feedback.tickets.models import EntryKind, Ticket, TicketQuerySet
from apps.feedback.tickets.timeline import lock_ticket, tell_reporter, write_entry

LONGEST = timedelta(days=30)
MOST_AT_ONCE = 500


def break_silence(*, now: datetime) -> int:
    """Tells reporters who heard nothing for FEEDBACK_SILENT_DAYS that their ticket isn't forgotten, and puts it before
    a person. Each further time waits twice as long, up to a month: the same line again and again says nothing.
    Returns how many."""
    has_way = ~Q(correspondent__address="") | Q(correspondent__source__isnull=False)
    can_be_told = Q(reporter__isnull=False) | has_way
    silent = Ticket.objects.filter(can_be_told, status__in=WAITING_FOR_US, last_public_at__lt=now - patience(0))
    broken = 0
    for ticket_id, heard, times in _with_times(silent).values_list("pk", "last_public_at", "times").iterator():
        if heard < now - patience(times):
            broken += _break(ticket_id, now=now)
        if broken == MOST_AT_ONCE:
            break
    return broken


def patience(times: int) -> timedelta:
    """How long a reporter who was told so often hears nothing until they are told again."""
    return min(LONGEST, timedelta(days=settings.FEEDBACK_SILENT_DAYS) * 2 ** min(times, 10))


def _with_times(tickets: TicketQuerySet) -> QuerySet[Any]:
    return tickets.annotate(times=Count("entries", filter=Q(entries__kind=EntryKind.STILL_OPEN)))


@transaction.atomic
def _break(ticket_id: int, *, now: datetime) -> bool:
    ticket = lock_ticket(ticket_id)
    times = ticket.entries.filter(kind=EntryKind.STILL_OPEN).count()
    if ticket.last_public_at >= now - patience(times) or ticket.status not in WAITING_FOR_US:
        return False
    ticket.needs_person = True
    entry = write_entry(ticket, EntryKind.STILL_OPEN, now=now)
    ticket.save()
    tell_reporter(ticket, entry, TICKET_STILL_OPEN, now=now)
    return True
