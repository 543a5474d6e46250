"""Changing what was sent: edit, recall, react."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.locking import next_rev, tell_members
from apps.chat.conversations.models import Conversation
from apps.chat.messages.errors import EditedTooOften, WindowClosed
from apps.chat.messages.events import MessageEdited, MessageRecalled
from apps.chat.messages.models import Message, MessageOriginal, Reaction
from apps.chat.messages.outgoing import ANSWER_ORIGINS, clean_body
from apps.chat.messages.placeholders import check_filled_in
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.turns import stage_without_answer, standing_messages, turn_of
from apps.chat.safety.limits import check_pace
from apps.chat.safety.permissions import lock_to_change
from apps.errors import InvalidInput, NotAllowed, NotFound
from apps.events.services import publish

MAX_EDITS = 10
EDIT_WINDOW = timedelta(minutes=15)
RECALL_WINDOW = timedelta(minutes=2)
MAX_EMOJIS = 20
JOINERS = {"\u200d", "\ufe0f", "\u20e3"}


@transaction.atomic
def edit_message(*, by: User, message_id: int, body: str, now: datetime | None = None) -> Message:
    """Replaces one's own text within 15 minutes, ten times at most; who takes part may read the earlier ones."""
    now = now or timezone.now()
    check_pace(by.pk)
    message = _own_message(by, message_id)
    body = clean_body(body, may_be_empty=message.kind in (Message.Kind.IMAGE, Message.Kind.FILE))
    check_filled_in(body)
    if message.body == body:
        return message
    if now - message.created_at > EDIT_WINDOW:
        raise WindowClosed
    if message.originals.filter(reason=MessageOriginal.Reason.EDIT).count() >= MAX_EDITS:
        raise EditedTooOften
    _keep_original(message, MessageOriginal.Reason.EDIT, now)
    publish(MessageEdited(conversation=message.conversation_id, message=message.pk, sender=by.pk))
    return tell_changed(message.conversation, message, now=now, body=body, edited_at=now)


@transaction.atomic
def recall_message(*, by: User, message_id: int, now: datetime | None = None) -> Message:
    """Takes one's own message back within two minutes: its place stays, its text goes."""
    now = now or timezone.now()
    check_pace(by.pk)
    message = _message_for(by, message_id)
    if message.sender_id != by.pk or message.kind == Message.Kind.CARD:
        # A card is taken back by its own action, which says so to who may have acted on it.
        raise NotAllowed
    if message.recalled_at is not None:
        return message
    if now - message.created_at > RECALL_WINDOW:
        raise WindowClosed
    return take_back_message(message, now=now)


def take_back_message(message: Message, *, now: datetime) -> Message:
    """Empties a message and takes back what it counted for. Call it under its conversation's lock, with whatever
    allows it checked."""
    message.conversation = Conversation.objects.get(pk=message.conversation_id)
    _keep_original(message, MessageOriginal.Reason.RECALL, now)
    message.recalled_at = now
    message.save(update_fields=["recalled_at"])
    publish(MessageRecalled(conversation=message.conversation_id, message=message.pk, sender=message.sender_id or 0))
    return tell_changed(message.conversation, message, now=now, of_conversation=_without(message), body="")


@transaction.atomic
def react(*, by: User, message_id: int, emoji: str, on: bool) -> Message:
    """Sets whether this emoji of theirs is on the message; setting it again changes nothing."""
    if not is_emoji(emoji):
        raise InvalidInput(field="emoji")
    check_pace(by.pk)
    message = _message_for(by, message_id)
    if message.recalled_at is not None:
        raise WindowClosed
    if on:
        if message.reactions.values("emoji").distinct().count() >= MAX_EMOJIS:
            raise InvalidInput(field="emoji")
        _reaction, changed = Reaction.objects.get_or_create(message=message, user=by, emoji=emoji)
    else:
        changed = bool(Reaction.objects.filter(message=message, user=by, emoji=emoji).delete()[0])
    return tell_changed(message.conversation, message) if changed else message


def tell_changed(
    conversation: Conversation,
    message: Message,
    *,
    now: datetime | None = None,
    of_conversation: Mapping[str, Any] | None = None,
    **changes: object,
) -> Message:
    """Stores `changes` of the message, and those `of_conversation`, with the next revision: who is away catches up with
    it. Without changes something else that it shows became another. Call it under the conversation's lock."""
    message.rev = next_rev(conversation, now=now, **(of_conversation or {}))
    for name, value in changes.items():
        setattr(message, name, value)
    message.save(update_fields=["rev", *changes])
    tell_members(conversation.pk, "message.changed", message=message_dict(message))
    return message


def is_emoji(text: str) -> bool:
    """Pictures and their modifiers only: a reaction is never a word."""
    if not 0 < len(text) <= 16:
        return False
    return all(
        character in JOINERS
        or unicodedata.category(character) == "So"
        or 0x1F000 <= ord(character) <= 0x1FAFF
        or 0xE0020 <= ord(character) <= 0xE007F
        for character in text
    )


def _message_for(user: User, message_id: int) -> Message:
    """The message, its conversation under lock."""
    found = Message.objects.filter(pk=message_id).values_list("conversation_id", flat=True).first()
    if found is None:
        raise NotFound
    conversation = lock_to_change(user, found)
    message = Message.objects.get(pk=message_id)
    message.conversation = conversation
    if message.kind == Message.Kind.SYSTEM:
        raise NotAllowed
    return message


def _own_message(user: User, message_id: int) -> Message:
    message = _message_for(user, message_id)
    if message.sender_id != user.pk:
        raise NotAllowed
    if message.recalled_at is not None or message.kind not in Message.TYPED:
        raise WindowClosed
    return message


def _keep_original(message: Message, reason: str, now: datetime) -> None:
    MessageOriginal.objects.create(message=message, reason=reason, body=message.body, replaced_at=now)


def _without(recalled: Message) -> dict[str, Any]:
    """What its conversation is like without this message: whose turn, since when, at which stage, opened when. What
    else it counted for is taken back by those who hear of it."""
    conversation = recalled.conversation
    if recalled.origin not in ANSWER_ORIGINS or conversation.kind == Conversation.Kind.GROUP:
        return {}
    opened_at = standing_messages(conversation).order_by("seq").values_list("created_at", flat=True).first()
    changes: dict[str, Any] = {"opened_at": opened_at} if conversation.kind == Conversation.Kind.JOB else {}
    if conversation.stage == Conversation.Stage.CLOSED:
        return changes
    turn = turn_of(conversation)
    return changes | {
        "waiting_for_id": turn.waiting_for,
        "waiting_since": turn.waiting_since,
        "stage": stage_without_answer(conversation),
    }
