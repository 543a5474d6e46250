"""Why a message is refused, and whether it was stored before. Pure: all that is asked was loaded under the lock."""

from datetime import datetime
from uuid import UUID

from apps.chat.conversations.errors import NotAParticipant
from apps.chat.messages.errors import ClientIdReused, UnknownReply
from apps.chat.messages.outgoing import UNLIMITED_ORIGINS, OutgoingMessage, Sent
from apps.chat.safety import limits
from apps.chat.safety.permissions import refusal
from apps.chat.sending.store import Accepted, Locked, State
from apps.errors import RateLimited


def key_of(item: OutgoingMessage) -> tuple[int | None, UUID]:
    return item.sender_id, item.client_id


def known(item: OutgoingMessage, state: State) -> Sent | Accepted | None:
    """What was stored under this `client_id`, or placed by this batch; raises ClientIdReused where that said something
    else. The product's own messages have a `client_id` for once only."""
    if item.sender_id is None:
        return None
    if (twin := state.placed.get(key_of(item))) is not None:
        if twin.item.fingerprint != item.fingerprint:
            raise ClientIdReused
        return twin
    earlier = state.earlier.get((item.sender_id, item.client_id))
    if earlier is None:
        return None
    sent, fingerprint = earlier
    if fingerprint != item.fingerprint:
        raise ClientIdReused
    return sent


def permitted(item: OutgoingMessage, state: State, now: datetime) -> Locked:
    """The conversation, for who may write in it what the message says."""
    conversation = state.conversations.get(item.conversation_id)
    if conversation is None:
        raise NotAParticipant
    if item.reply_to_id is not None and state.replies.get(item.reply_to_id) != conversation.id:
        raise UnknownReply(field="reply_to")
    if item.sender_id is None:
        return conversation
    error = refusal(
        item.sender_id,
        kind=conversation.kind,
        stage=conversation.stage,
        roles=conversation.roles,
        blocked=conversation.blocked,
    )
    if error is not None:
        raise error
    if item.doubt is not None:
        raise item.doubt
    if item.origin not in UNLIMITED_ORIGINS:
        _count(item.sender_id, state, now)
    return conversation


def _count(sender: int, state: State, now: datetime) -> None:
    """Counts a message against its sender's limit; raises RateLimited beyond it."""
    if sender not in state.allowed:
        return
    count, oldest = state.recent.get(sender, (0, now))
    if count >= state.allowed[sender]:
        wait = (oldest + limits.WINDOW - now).total_seconds()
        raise RateLimited(retry_after=max(1, round(wait)))
    state.recent[sender] = (count + 1, oldest)
