"""What is one person's own in a conversation."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.errors import NotAParticipant
from apps.chat.conversations.models import Participant
from apps.chat.conversations.moments import iso
from apps.chat.conversations.places import keep_own_place
from apps.realtime.hub import push_on_commit

MOVING = frozenset({"archived_at", "snoozed_until", "is_pinned"})
"""What moves a conversation within the person's inbox."""


@transaction.atomic
def set_personal(user: User, conversation_id: int, **changes: Any) -> Participant:
    participants = Participant.objects.filter(conversation_id=conversation_id, user=user, left_at=None)
    if not participants.update(updated_at=Greatest("updated_at", timezone.now()), **changes):
        raise NotAParticipant
    participant = participants.get()
    if changes.keys() & MOVING:
        keep_own_place(user_id=user.pk, conversation_id=conversation_id)
    tell_own_state(participant)
    return participant


def tell_own_state(participant: Participant) -> None:
    """Tells the person's open pages how their inbox shows the conversation now."""
    push_on_commit(
        [participant.user_id],
        {
            "type": "inbox.changed",
            "conversation": participant.conversation_id,
            "state": personal_state(participant),
        },
    )


def personal_state(participant: Participant) -> dict[str, Any]:
    """The viewer's own part of an inbox entry."""
    return {
        "is_muted": participant.is_muted,
        "is_pinned": participant.is_pinned,
        "archived_at": iso(participant.archived_at),
        "snoozed_until": iso(participant.snoozed_until),
        "marked_unread": participant.marked_unread,
        "draft": participant.draft,
        "draft_preset": participant.draft_preset_id,
        "read": participant.read_seq,
    }
