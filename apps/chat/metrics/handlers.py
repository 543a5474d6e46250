"""What follows for the figures: a conversation was opened, or its answers changed."""

from apps.chat.answers.events import AnswersChanged
from apps.chat.messages.events import MessagesSent
from apps.chat.metrics.services import count_openings, uncounted
from apps.events.registry import handles


@handles(MessagesSent)
def count_new_openings(event: MessagesSent) -> None:
    count_openings(uncounted({item.conversation for item in event.items if item.sender}))


@handles(AnswersChanged)
def count_openings_anew(event: AnswersChanged) -> None:
    count_openings({item.conversation for item in event.items})
