from functools import partial

from django.db import transaction

from apps.events.registry import handles
from apps.feedback.tickets.events import TicketsOpened
from apps.feedback.triage.tasks import triage_ticket


@handles(TicketsOpened)
def sort_it(event: TicketsOpened) -> None:
    """Wakes a worker; if the wake-up is lost, the sweep finds the ticket within seconds."""
    for item in event.items:
        transaction.on_commit(partial(triage_ticket.apply_async, (item.ticket,), retry=False), robust=True)
