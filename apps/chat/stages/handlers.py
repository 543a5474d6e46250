"""What follows where a message opened a conversation again."""

from apps.chat.conversations.events import ConversationReopened
from apps.chat.stages.services import say_reopened
from apps.events.registry import handles


@handles(ConversationReopened)
def say_that_it_is_open_again(event: ConversationReopened) -> None:
    say_reopened(conversation_id=event.conversation, message_id=event.message, by=event.by)
