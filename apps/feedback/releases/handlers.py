from apps.events.registry import handles
from apps.feedback.releases.services import attach_release
from apps.feedback.tickets.events import TicketsOpened


@handles(TicketsOpened)
def say_which_release_it_is_about(event: TicketsOpened) -> None:
    attach_release(tickets=[item.ticket for item in event.items])
