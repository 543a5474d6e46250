"""What follows for those whom a message mentions."""

from apps.chat.mentions.services import forget_mentions, tell_mentioned
from apps.chat.messages.events import MessageRecalled, PeopleMentioned
from apps.events.registry import handles


@handles(PeopleMentioned)
def the_mentioned_are_told(event: PeopleMentioned) -> None:
    tell_mentioned(message_id=event.message, people=event.people)


@handles(MessageRecalled)
def nobody_is_mentioned_in_what_was_taken_back(event: MessageRecalled) -> None:
    forget_mentions(message_id=event.message)
