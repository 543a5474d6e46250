"""Somebody asked for the support team."""

from dataclasses import dataclass

from apps.chat.conversations.events import ConversationEvent
from apps.chat.messages.events import MessagesSent


@dataclass(frozen=True)
class SupportAsked(ConversationEvent, kind="chat.support_asked"):
    """The support team was brought into a conversation: `message` is what `person` asks there. Heard after it was
    sent."""

    topic = MessagesSent.topic
    person: int
    message: int
