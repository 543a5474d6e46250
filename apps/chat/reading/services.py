"""Saying how far one has read."""

from apps.accounts.models import User
from apps.chat.reading import pointers


def mark_read(*, user: User, conversation_id: int, seq: int) -> None:
    """Moves the person's read pointer up to `seq`, never back; the others learn it if both sides show receipts."""
    pointers.move([pointers.Move(conversation_id, user.pk, delivered=seq, read=seq)])


def mark_delivered(*, user: User, conversation_id: int, seq: int) -> None:
    pointers.move([pointers.Move(conversation_id, user.pk, delivered=seq, read=0)])
