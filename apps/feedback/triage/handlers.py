from functools import partial

from django.db import transaction

from apps.events.registry import handles
from apps.feedback.tickets.events import TicketsOpened
from apps.feedback.triage.services import MOST_TOGETHER
from apps.feedback.triage.tasks import triage_tickets


@handles(TicketsOpened)
def sort_them(event: TicketsOpened) -> None:
    """Wakes workers; what a wake-up that is lost leaves, the sweep finds within seconds."""
    tickets = [item.ticket for item in event.items]
    for begin in range(0, len(tickets), MOST_TOGETHER):
        some = tickets[begin : begin + MOST_TOGETHER]
        transaction.on_commit(partial(triage_tickets.apply_async, (some,), retry=False), robust=True)
