"""What follows from a message: whether it was one that was suggested."""

from apps.chat.messages.events import MessagesSent
from apps.chat.messages.selectors import written_by_people
from apps.chat.suggestions.services import record_sent
from apps.events.registry import handles


@handles(MessagesSent)
def suggestions_are_recognised(event: MessagesSent) -> None:
    record_sent(written_by_people(event))
