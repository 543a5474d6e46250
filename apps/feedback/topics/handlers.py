from apps.events.registry import handles
from apps.feedback.tickets.events import TicketSettled
from apps.feedback.topics.duplicates import tell_duplicates


@handles(TicketSettled)
def tell_who_reported_the_same(event: TicketSettled) -> None:
    tell_duplicates(entry_id=event.entry, with_words=event.with_words)
