from django.db import transaction

from apps.events.registry import handles
from apps.feedback.tickets.events import TicketOpened
from apps.feedback.triage.tasks import triage_ticket


@handles(TicketOpened)
def sort_it(event: TicketOpened) -> None:
    """Wakes a worker; if the wake-up is lost, the sweep finds the ticket within seconds."""
    transaction.on_commit(lambda: triage_ticket.apply_async((event.ticket,), retry=False), robust=True)
