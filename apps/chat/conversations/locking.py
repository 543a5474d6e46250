"""Changes that all members may see: each takes the conversation's lock and its next revision."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.errors import NotAParticipant
from apps.chat.conversations.models import Conversation, Participant
from apps.realtime.hub import push_on_commit


def lock_for(user: User, conversation_id: int) -> Conversation:
    """The conversation under its lock; raises NotAParticipant for outsiders. Call it in a transaction."""
    conversation = locked(Conversation.objects.for_user(user)).filter(pk=conversation_id).first()
    # Who waited for the lock may have left meanwhile; the query that waited doesn't look again.
    if conversation is None or not conversation.participants.filter(user=user, left_at=None).exists():
        raise NotAParticipant
    return conversation


def locked(conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    if connection.features.has_select_for_no_key_update:
        return conversations.select_for_update(no_key=True)
    return conversations


def next_rev(conversation: Conversation, *, now: datetime | None = None, **changes: Any) -> int:
    """Takes the next revision of a locked conversation and stores further changes of its row with it."""
    conversation.head_rev += 1
    conversation.updated_at = now or timezone.now()
    for name, value in changes.items():
        setattr(conversation, name, value)
    conversation.save(update_fields=["head_rev", "updated_at", *(name.removesuffix("_id") for name in changes)])
    return conversation.head_rev


def members_of(conversation_id: int) -> list[int]:
    present = Participant.objects.filter(conversation=conversation_id, left_at=None)
    return list(present.values_list("user_id", flat=True))


def tell_members(conversation_id: int, frame_type: str, **fields: object) -> None:
    push_on_commit(members_of(conversation_id), {"type": frame_type, "conversation": conversation_id, **fields})
