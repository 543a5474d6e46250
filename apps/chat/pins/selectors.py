from dataclasses import dataclass
from typing import Any

from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.moments import iso
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.selectors import know_links
from apps.chat.messages.wording import preview
from apps.chat.pins.models import PinnedMessage

MOST_PINS = 20
"""In one conversation."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A pinned message as the bar above the log shows it."""

    message: Message
    name: str
    text: str


def may_pin(kind: str, role: str | None) -> bool:
    """In a group its owner and admins; elsewhere whoever takes part."""
    if role is None:
        return False
    return kind != Conversation.Kind.GROUP or role in (Participant.Role.OWNER, Participant.Role.ADMIN)


def pinned_in(conversation: Conversation) -> list[PinnedMessage]:
    """Those that still say something, pinned last first."""
    pins = PinnedMessage.objects.filter(conversation=conversation, message__recalled_at=None)
    details = ("message__reactions", "message__attachments")
    found = list(pins.select_related("message__sender").prefetch_related(*details)[:MOST_PINS])
    know_links(pin.message for pin in found)
    return found


def bar_of(conversation: Conversation) -> list[Pin]:
    """What stands above the log."""
    return [
        Pin(pin.message, pin.message.sender.name if pin.message.sender else "", preview(message_dict(pin.message), {}))
        for pin in pinned_in(conversation)
    ]


def pins_dict(conversation: Conversation) -> list[dict[str, Any]]:
    return [
        {"message": message_dict(pin.message), "by": pin.by_id, "pinned_at": iso(pin.created_at)}
        for pin in pinned_in(conversation)
    ]
