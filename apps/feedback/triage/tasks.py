import time
from datetime import datetime, timedelta

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.feedback.tickets.models import Ticket
from apps.feedback.triage import services

UNTRIAGED_AFTER = timedelta(seconds=15)
MOST_AT_ONCE = 1_000
SHIFT_SECONDS = 12.0


@shared_task(name="feedback.triage_tickets")
def triage_tickets(ticket_ids: list[int]) -> None:
    services.triage_tickets(ticket_ids=ticket_ids, with_waiting=True)


@periodic("feedback.triage_lost", every_seconds=15, title=_("Sort tickets that were left over"))
def triage_lost(now: datetime) -> None:
    """Sorts what no worker has sorted: its wake-up was lost, or the worker died; what is left, its next turn does."""
    until = time.monotonic() + SHIFT_SECONDS
    lost = Ticket.objects.filter(triaged_at__isnull=True, created_at__lt=now - UNTRIAGED_AFTER).order_by("pk")
    for ticket_id in lost.values_list("pk", flat=True)[:MOST_AT_ONCE]:
        if time.monotonic() > until:
            break
        services.triage_ticket(ticket_id=ticket_id, now=now)
