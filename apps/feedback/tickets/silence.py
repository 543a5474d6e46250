from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from apps.feedback.tickets.kinds import TICKET_STILL_OPEN
from apps.feedback.tickets.lifecycle import WAITING_FOR_US
from apps.feedback.tickets.models import EntryKind, Ticket
from apps.feedback.tickets.timeline import lock_ticket, tell_reporter, write_entry


def break_silence(*, now: datetime) -> int:
    """Tells reporters who heard nothing for FEEDBACK_SILENT_DAYS that their ticket isn't forgotten, and puts it before
    a person. Returns how many."""
    before = now - timedelta(days=settings.FEEDBACK_SILENT_DAYS)
    silent = Ticket.objects.filter(status__in=WAITING_FOR_US, last_public_at__lt=before, reporter__isnull=False)
    return sum(_break(ticket_id, before, now=now) for ticket_id in silent.values_list("pk", flat=True)[:500])


@transaction.atomic
def _break(ticket_id: int, before: datetime, *, now: datetime) -> bool:
    ticket = lock_ticket(ticket_id)
    if ticket.last_public_at >= before or ticket.status not in WAITING_FOR_US:
        return False
    ticket.needs_person = True
    entry = write_entry(ticket, EntryKind.STILL_OPEN, now=now)
    ticket.save()
    tell_reporter(ticket, entry, TICKET_STILL_OPEN, now=now)
    return True
