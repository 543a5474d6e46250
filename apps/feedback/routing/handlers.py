from apps.events.registry import handles
from apps.feedback.routing.services import route_ticket
from apps.feedback.tickets.events import TicketsWait


@handles(TicketsWait)
def find_its_turn(event: TicketsWait) -> None:
    for ticket in sorted({item.ticket for item in event.items}):
        route_ticket(ticket_id=ticket)
