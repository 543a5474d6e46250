"""What is one person's own in a conversation: pointers, and how their inbox shows it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.errors import NotAParticipant, TooLong
from apps.chat.models import Participant, Reminder
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


@transaction.atomic
def snooze(*, user: User, conversation_id: int, until: datetime | None) -> Participant:
    """Out of the way until then (None: back now); a message from the others ends it too."""
    seat = _set(user, conversation_id, snoozed_until=until)
    mine = Reminder.objects.filter(conversation=conversation_id, person=user, kind=Reminder.Kind.SNOOZE)
    mine.filter(sent_at=None, cancelled_at=None).update(cancelled_at=timezone.now())
    if until is not None:
        mine.create(conversation_id=conversation_id, person=user, kind=Reminder.Kind.SNOOZE, due_at=until)
    return seat


def save_draft(*, user: User, conversation_id: int, text: str) -> Participant:
    return _set(user, conversation_id, draft=checked_draft(text))


def set_state(*, user: User, conversation_id: int, changes: Mapping[str, Any], now: datetime | None = None) -> None:
    """Several of the above at once; `is_archived`, `snoozed_until`, `draft` and flags by their names."""
    fields = {name: changes[name] for name in ("is_muted", "is_pinned", "marked_unread") if name in changes}
    if "is_archived" in changes:
        fields["archived_at"] = (now or timezone.now()) if changes["is_archived"] else None
    if "draft" in changes:
        fields["draft"] = checked_draft(changes["draft"])
    if "snoozed_until" in changes:
        snooze(user=user, conversation_id=conversation_id, until=changes["snoozed_until"])
    if fields:
        _set(user, conversation_id, **fields)


def checked_draft(text: str) -> str:
    """A draft is kept as typed; what no database can hold is left out."""
    if len(text) > MAX_BODY:
        raise TooLong(field="draft")
    return "".join(character for character in text if character != "\x00" and not "\ud800" <= character <= "\udfff")


@transaction.atomic
def _set(user: User, conversation_id: int, **changes: Any) -> Participant:
    seats = Participant.objects.filter(conversation_id=conversation_id, user=user, left_at=None)
    if not seats.update(updated_at=Greatest("updated_at", timezone.now()), **changes):
        raise NotAParticipant
    seat = seats.get()
    push_on_commit([user.pk], {"type": "inbox.changed", "conversation": conversation_id, "state": personal_state(seat)})
    return seat
