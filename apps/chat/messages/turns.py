"""Whose turn it is, read from what was written: for when the write path's running account doesn't hold any more."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import ANSWER_ORIGINS


@dataclass(frozen=True, slots=True)
class Turn:
    """Who is waited for, and since when."""

    waiting_for: int | None
    waiting_since: datetime | None


NOBODYS = Turn(waiting_for=None, waiting_since=None)


def standing_messages(conversation: Conversation) -> QuerySet[Message]:
    """What people typed or approved and didn't take back."""
    return Message.objects.filter(
        conversation=conversation, sender__isnull=False, origin__in=ANSWER_ORIGINS, recalled_at=None
    )


def by_side(conversation: Conversation, person_id: int | None) -> Q:
    """Messages of this person's side: the candidate's, or those of all others."""
    candidate = Q(sender=conversation.candidate_id)
    return candidate if person_id == conversation.candidate_id else ~candidate


def turn_of(conversation: Conversation) -> Turn:
    """The side that didn't write last is waited for, since the first message that it left unanswered."""
    messages = standing_messages(conversation)
    last = messages.order_by("-seq").first()
    if last is None or conversation.kind == Conversation.Kind.GROUP:
        return NOBODYS
    asking = by_side(conversation, last.sender_id)
    answered = messages.filter(~asking).order_by("-seq").values_list("seq", flat=True).first() or 0
    since = messages.filter(asking, seq__gt=answered).order_by("seq").values_list("created_at", flat=True).first()
    is_candidates = last.sender_id == conversation.candidate_id
    person = conversation.recruiter_id if is_candidates else conversation.candidate_id
    return Turn(waiting_for=person, waiting_since=since if person else None)


def stage_without_answer(conversation: Conversation) -> str:
    """The stage, where a message of this conversation has just been taken back: a greeting again, if that was the only
    answer and nobody chose a stage by hand."""
    if conversation.stage != Conversation.Stage.CLARIFY:
        return conversation.stage
    answers = standing_messages(conversation).filter(~by_side(conversation, conversation.opened_by_id))
    chosen = Message.objects.filter(conversation=conversation, kind=Message.Kind.SYSTEM, facts__type="stage")
    if answers.exists() or chosen.exists():
        return conversation.stage
    return Conversation.Stage.GREETING
