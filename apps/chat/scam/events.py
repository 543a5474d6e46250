"""Readers are warned of a message."""

from dataclasses import dataclass

from apps.chat.conversations.events import ConversationEvent
from apps.chat.messages.events import MessagesSent


@dataclass(frozen=True)
class MessageWarnedOf(ConversationEvent, kind="chat.message_warned_of"):
    """The guard against scams, or an operator, sees a trick in it."""

    topic = MessagesSent.topic
    message: int
