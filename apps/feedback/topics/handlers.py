from apps.events.registry import handles
from apps.feedback.tickets.events import TicketSettled
from apps.feedback.topics.duplicates import tell_duplicates
from apps.feedback.topics.events import TopicShipped
from apps.feedback.topics.services import tell_supporters


@handles(TicketSettled)
def tell_who_reported_the_same(event: TicketSettled) -> None:
    tell_duplicates(entry_id=event.entry, with_words=event.with_words)


@handles(TopicShipped)
def tell_who_asked_for_it(event: TopicShipped) -> None:
    tell_supporters(topic_id=event.topic, shipped_at=event.shipped_at, after=event.after)
