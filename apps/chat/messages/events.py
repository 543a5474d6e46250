"""Messages were sent, changed, or taken back."""

from dataclasses import dataclass
from typing import NamedTuple

from apps.chat.conversations.events import ConversationBatch, ConversationEvent


class SentItem(NamedTuple):
    """One message; `sender` is 0 for the product's own."""

    message: int
    conversation: int
    sender: int
    seq: int
    origin: str


@dataclass(frozen=True)
class MessagesSent(ConversationBatch, kind="chat.messages_sent"):
    """Messages that were committed together. Those of one conversation share a lane, so their order is kept."""

    Item = SentItem
    topic = "messages"
    items: tuple[SentItem, ...]


@dataclass(frozen=True)
class PeopleMentioned(ConversationEvent, kind="chat.people_mentioned"):
    """A message in a group names these people. Heard after it was sent."""

    topic = MessagesSent.topic
    message: int
    sender: int
    people: tuple[int, ...]


@dataclass(frozen=True)
class MessageEdited(ConversationEvent, kind="chat.message_edited"):
    """A message says something else than when it was sent. Heard after it was sent."""

    topic = MessagesSent.topic
    message: int
    sender: int


@dataclass(frozen=True)
class MessageRecalled(ConversationEvent, kind="chat.message_recalled"):
    """A message was taken back by its sender: what it counted for counts no more. Heard after it was sent."""

    topic = MessagesSent.topic
    message: int
    sender: int
