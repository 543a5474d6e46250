"""Pinning a message for everybody in a conversation, and taking the pin out."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.locking import next_rev, tell_members
from apps.chat.conversations.models import Conversation
from apps.chat.messages.errors import WindowClosed
from apps.chat.messages.models import Message
from apps.chat.pins.errors import PinsForAdmins, TooManyPins
from apps.chat.pins.models import PinnedMessage
from apps.chat.pins.selectors import MOST_PINS, may_pin
from apps.chat.safety.limits import check_pace
from apps.chat.safety.permissions import lock_to_change
from apps.errors import NotAllowed, NotFound


@transaction.atomic
def set_pinned_message(*, by: User, message_id: int, on: bool, now: datetime | None = None) -> Message:
    """Sets whether the message stands above the log, for everybody; the same again changes nothing. Raises
    PinsForAdmins in a group for who doesn't manage it, TooManyPins, WindowClosed for what was taken back."""
    check_pace(by.pk)
    found = Message.objects.filter(pk=message_id).values_list("conversation_id", flat=True).first()
    if found is None:
        raise NotFound
    conversation = lock_to_change(by, found)
    message = Message.objects.get(pk=message_id)
    _check_may_pin(by, conversation, message)
    pins = PinnedMessage.objects.filter(conversation=conversation)
    if pins.filter(message=message).exists() == on:
        return message
    if on:
        if message.recalled_at is not None:
            raise WindowClosed
        if pins.count() >= MOST_PINS:
            raise TooManyPins
        pins.create(message=message, conversation=conversation, by=by, created_at=now or timezone.now())
    else:
        pins.filter(message=message).delete()
    next_rev(conversation)
    tell_members(conversation.pk, "conversation.changed")
    return message


def _check_may_pin(by: User, conversation: Conversation, message: Message) -> None:
    if message.kind == Message.Kind.SYSTEM:
        raise NotAllowed
    role = conversation.participants.filter(user=by, left_at=None).values_list("role", flat=True).first()
    if not may_pin(conversation.kind, role):
        raise PinsForAdmins


@transaction.atomic
def unpin_recalled(*, message_id: int) -> None:
    """What was taken back is pinned no longer."""
    PinnedMessage.objects.filter(message=message_id).delete()
