"""What a message moves in its conversation: numbers, the turn, the stage."""

from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import ANSWER_ORIGINS, OutgoingMessage
from apps.chat.sending.store import Locked

Stage = Conversation.Stage


def advance(conversation: Locked, item: OutgoingMessage) -> bool:
    """Gives out the next numbers; a person's message moves the turn, the first answer the stage. True where it opens a
    closed conversation again.

    What an auto-reply, a promise or the product itself says moves nothing: who was waited for still is, since the
    same question, and the conversation keeps its place in the list.
    """
    conversation.head_seq += 1
    conversation.head_rev += 1
    if item.sender_id is None or item.origin == Message.Origin.AUTO:
        return False
    conversation.is_lifted = True
    if item.origin not in ANSWER_ORIGINS or conversation.kind == Conversation.Kind.GROUP:
        return False
    is_candidate = item.sender_id == conversation.candidate_id
    is_reopening = conversation.stage == Stage.CLOSED
    if is_reopening:
        conversation.stage = conversation.closed_from or Stage.CLARIFY
        conversation.closed_from = ""
    _pass_turn(conversation, is_candidate=is_candidate)
    opener_is_candidate = conversation.opened_by_id == conversation.candidate_id
    if conversation.stage == Stage.GREETING and is_candidate != opener_is_candidate:
        conversation.stage = Stage.CLARIFY
    return is_reopening


def _pass_turn(conversation: Locked, *, is_candidate: bool) -> None:
    """To the other side. If that was waited for already, it still is since then."""
    waiting = conversation.waiting_for_id
    if waiting is None or (waiting == conversation.candidate_id) == is_candidate:
        conversation.is_turned = True
    conversation.waiting_for_id = conversation.recruiter_id if is_candidate else conversation.candidate_id
    conversation.is_opened = conversation.kind == Conversation.Kind.JOB
