"""The stage at which a conversation stands."""

from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.chat.conversations.locking import next_rev, tell_members
from apps.chat.conversations.models import Conversation
from apps.chat.safety.permissions import lock_to_change
from apps.chat.sending.services import send_system_message
from apps.errors import InvalidInput, NotAllowed


@transaction.atomic
def set_stage(*, by: User, conversation_id: int, stage: str) -> Conversation:
    """Moves the conversation to another stage; all members see by whom. Closing ends the waiting."""
    if stage not in Conversation.Stage.values:
        raise InvalidInput(field="stage")
    conversation = lock_to_change(by, conversation_id)
    is_candidates = conversation.kind == Conversation.Kind.JOB and by.pk == conversation.candidate_id
    if is_candidates and stage != Conversation.Stage.CLOSED:
        raise NotAllowed
    if conversation.stage == stage:
        return conversation
    changes: dict[str, Any] = {"stage": stage}
    if stage == Conversation.Stage.CLOSED:
        changes["waiting_for"] = None
    next_rev(conversation, **changes)
    send_system_message(conversation_id=conversation.pk, facts={"type": "stage", "stage": stage, "user": by.pk})
    tell_members(conversation.pk, "conversation.changed", stage=stage)
    conversation.refresh_from_db()
    return conversation
