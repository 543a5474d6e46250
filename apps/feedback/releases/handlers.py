from apps.events.registry import handles
from apps.feedback.releases.services import attach_release
from apps.feedback.tickets.events import TicketOpened


@handles(TicketOpened)
def say_which_release_it_is_about(event: TicketOpened) -> None:
    attach_release(ticket_id=event.ticket)
