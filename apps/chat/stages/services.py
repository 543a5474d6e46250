"""The stage at which a conversation stands: moving it, closing it, opening it again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.chat.conversations.locking import locked, next_rev, tell_members
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.turns import turn_of
from apps.chat.safety.permissions import lock_to_change
from apps.chat.sending.services import send_system_message
from apps.chat.stages.errors import SomebodyWaits
from apps.chat.stages.events import StageMoved
from apps.errors import InvalidInput, NotAllowed
from apps.events.services import publish

Stage = Conversation.Stage


@transaction.atomic
def set_stage(*, by: User, conversation_id: int, stage: str) -> Conversation:
    """Moves the conversation to another stage; all members see by whom. Closing ends the waiting, so it is refused
    (SomebodyWaits) while the other side of a job's conversation waits for this one: a decline says no in words and
    closes it. Another stage opens a closed conversation again: who waited, waits again since then. The candidate of a
    job may close, and open what is closed."""
    if stage not in Stage.values:
        raise InvalidInput(field="stage")
    conversation = lock_to_change(by, conversation_id)
    is_candidates = conversation.kind == Conversation.Kind.JOB and by.pk == conversation.candidate_id
    if is_candidates and stage != Stage.CLOSED and not _is_reopening(conversation, stage):
        raise NotAllowed
    if conversation.stage == stage:
        return conversation
    if stage == Stage.CLOSED and somebody_waits_for(by, conversation):
        raise SomebodyWaits
    return _move(conversation, stage, by=by, is_said=True)


def close_conversation(*, by: User, conversation_id: int) -> Conversation:
    """Closes it after words of one's own, which say so themselves. Call it in their transaction."""
    conversation = lock_to_change(by, conversation_id)
    return conversation if conversation.stage == Stage.CLOSED else _move(conversation, Stage.CLOSED, by=by)


def somebody_waits_for(person: User, conversation: Conversation) -> bool:
    """Whether the other side of a job's conversation waits for this person's side."""
    waiting_for = conversation.waiting_for_id
    if conversation.kind != Conversation.Kind.JOB or waiting_for is None or conversation.stage == Stage.CLOSED:
        return False
    return (waiting_for == conversation.candidate_id) == (person.pk == conversation.candidate_id)


def _move(conversation: Conversation, stage: str, *, by: User, is_said: bool = False) -> Conversation:
    next_rev(conversation, **_moved(conversation, stage))
    if is_said:
        send_system_message(conversation_id=conversation.pk, facts={"type": "stage", "stage": stage, "user": by.pk})
    publish(StageMoved(conversation=conversation.pk, stage=stage, by=by.pk))
    tell_members(conversation.pk, "conversation.changed", stage=stage)
    conversation.refresh_from_db()
    return conversation


ORDER = (Stage.GREETING, Stage.CLARIFY, Stage.INTERVIEW, Stage.OFFER)


@transaction.atomic
def advance_stage(*, conversation_id: int, stage: str, by: int, after: str, now: datetime) -> bool:
    """Moves the conversation on to the stage that something `by` has just done leads to by itself; whether it moved.
    What was done is `after`, one of the system's sentences: nobody is said to have moved the stage. Never back, and
    never one that is closed. Call it where that thing is done, under the same rules."""
    conversation = locked(Conversation.objects.filter(pk=conversation_id)).get()
    if conversation.stage not in ORDER or ORDER.index(Stage(conversation.stage)) >= ORDER.index(Stage(stage)):
        return False
    next_rev(conversation, now=now, stage=stage)
    facts = {"type": "stage", "stage": stage, "user": by, "after": after}
    send_system_message(conversation_id=conversation.pk, facts=facts, now=now)
    publish(StageMoved(conversation=conversation.pk, stage=stage, by=by))
    tell_members(conversation.pk, "conversation.changed", stage=stage)
    return True


def _is_reopening(conversation: Conversation, stage: str) -> bool:
    return conversation.stage == Stage.CLOSED and stage == (conversation.closed_from or Stage.CLARIFY)


def _moved(conversation: Conversation, stage: str) -> dict[str, Any]:
    """What changes of the conversation's row."""
    if stage == Stage.CLOSED:
        return {"stage": stage, "closed_from": conversation.stage, "waiting_for_id": None, "waiting_since": None}
    if conversation.stage != Stage.CLOSED:
        return {"stage": stage}
    turn = turn_of(conversation)
    return {
        "stage": stage,
        "closed_from": "",
        "waiting_for_id": turn.waiting_for,
        "waiting_since": turn.waiting_since,
    }


@transaction.atomic
def say_reopened(*, conversation_id: int, message_id: int, by: int) -> None:
    """Says in the conversation that this message opened it again; once, however often it is called."""
    conversation = locked(Conversation.objects.filter(pk=conversation_id)).first()
    message = Message.objects.filter(pk=message_id).first()
    if conversation is None or message is None:
        return
    said = Message.objects.filter(conversation=conversation, seq__gt=message.seq, facts__message=message_id)
    if not said.exists():
        facts = {"type": "reopened", "user": by, "message": message_id}
        send_system_message(conversation_id=conversation_id, facts=facts)
