from apps.events.registry import handles
from apps.feedback.routing.services import route_tickets
from apps.feedback.tickets.events import TicketsWait


@handles(TicketsWait)
def find_their_turns(event: TicketsWait) -> None:
    route_tickets(ticket_ids={item.ticket for item in event.items})
