"""A message has a link, or another one than before."""

from dataclasses import dataclass

from apps.chat.conversations.events import ConversationEvent
from apps.chat.messages.events import MessagesSent


@dataclass(frozen=True)
class LinkWritten(ConversationEvent, kind="chat.link_written"):
    """Heard after the guard against scams had its look at the message."""

    topic = MessagesSent.topic
    message: int
