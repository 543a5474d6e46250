"""What is one person's own in a conversation: pointers, and how their inbox shows it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.errors import NotAParticipant, TooLong
from apps.chat.models import Participant
from apps.chat.selectors.inbox import personal_state
from apps.chat.sending.outgoing import MAX_BODY
from apps.chat.services import pointers
from apps.realtime.hub import push_on_commit


def mark_read(*, user: User, conversation_id: int, seq: int) -> None:
    """Moves the person's read pointer up to `seq`, never back; the others learn it if both sides show receipts."""
    pointers.move([pointers.Move(conversation_id, user.pk, delivered=seq, read=seq)])


def mark_delivered(*, user: User, conversation_id: int, seq: int) -> None:
    pointers.move([pointers.Move(conversation_id, user.pk, delivered=seq, read=0)])


def mark_unread(*, user: User, conversation_id: int) -> Participant:
    return _set(user, conversation_id, marked_unread=True)


def set_muted(*, user: User, conversation_id: int, on: bool) -> Participant:
    return _set(user, conversation_id, is_muted=on)


def set_pinned(*, user: User, conversation_id: int, on: bool) -> Participant:
    return _set(user, conversation_id, is_pinned=on)


def set_archived(*, user: User, conversation_id: int, on: bool, now: datetime | None = None) -> Participant:
    """Out of the inbox until the next message."""
    return _set(user, conversation_id, archived_at=(now or timezone.now()) if on else None)


def snooze(*, user: User, conversation_id: int, until: datetime | None) -> Participant:
    """Out of the way until then (None: back now); a message from the others ends it too."""
    return _set(user, conversation_id, snoozed_until=until)


def save_draft(*, user: User, conversation_id: int, text: str) -> Participant:
    if len(text) > MAX_BODY:
        raise TooLong(field="draft")
    return _set(user, conversation_id, draft=text.replace("\x00", ""))


@transaction.atomic
def _set(user: User, conversation_id: int, **changes: Any) -> Participant:
    seats = Participant.objects.filter(conversation_id=conversation_id, user=user, left_at=None)
    if not seats.update(updated_at=Greatest("updated_at", timezone.now()), **changes):
        raise NotAParticipant
    seat = seats.get()
    push_on_commit([user.pk], {"type": "inbox.changed", "conversation": conversation_id, "state": personal_state(seat)})
    return seat
