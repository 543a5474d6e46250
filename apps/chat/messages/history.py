"""What a message said before it was edited, for those who read the message."""

from datetime import datetime
from typing import NamedTuple

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message, MessageOriginal
from apps.errors import NotFound


class Version(NamedTuple):
    """A text, and since when the message said it."""

    body: str
    since: datetime


def versions_of(viewer: User, message_id: int, *, conversation_id: int | None = None) -> list[Version]:
    """All that the message said, what it says now last; nothing of one that was taken back, or whose sender erased it.
    Raises NotFound for who isn't in its conversation."""
    mine = Conversation.objects.for_user(viewer)
    if conversation_id is not None:
        mine = mine.filter(pk=conversation_id)
    message = Message.objects.filter(pk=message_id, conversation__in=mine).first()
    if message is None:
        raise NotFound
    if message.recalled_at is not None or message.kind in (Message.Kind.SYSTEM, Message.Kind.CARD):
        return []
    since, found = message.created_at, []
    for original in message.originals.filter(reason=MessageOriginal.Reason.EDIT).order_by("replaced_at", "pk"):
        found.append(Version(original.body, since))
        since = original.replaced_at
    return [*found, Version(message.body, since)]
