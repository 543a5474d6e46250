from apps.events.registry import handles
from apps.feedback.routing.services import route_ticket
from apps.feedback.tickets.events import TicketWaits


@handles(TicketWaits)
def find_its_turn(event: TicketWaits) -> None:
    route_ticket(ticket_id=event.ticket)
