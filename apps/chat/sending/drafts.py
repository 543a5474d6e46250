"""A draft that was sent is a draft no more, on all of its writer's devices."""

from collections.abc import Sequence
from datetime import datetime

from apps.chat.conversations.models import Participant
from apps.chat.conversations.personal import tell_own_state
from apps.chat.sending.store import Accepted


def drop_sent(placed: Sequence[Accepted], *, now: datetime) -> None:
    """Drops the drafts that say what was just sent. Who has typed on meanwhile keeps it."""
    for one in placed:
        sender = one.item.sender_id
        if sender is None or not one.item.body:
            continue
        draft = one.conversation.drafts.get(sender)
        if draft is None or draft.replace("\r\n", "\n").strip() != one.item.body:
            continue
        own = Participant.objects.filter(conversation=one.conversation.id, user=sender)
        own.update(draft="", draft_preset=None, updated_at=now)
        tell_own_state(own.get())
