"""How one's inbox shows a conversation: muted, pinned, archived, unread, with a draft."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.availability.snooze import snooze
from apps.chat.conversations.models import Participant
from apps.chat.conversations.personal import set_personal
from apps.chat.messages.errors import TooLong
from apps.chat.messages.outgoing import MAX_BODY
from apps.chat.presets.models import Preset
from apps.chat.presets.selectors import presets_of


def mark_unread(*, user: User, conversation_id: int) -> Participant:
    return set_personal(user, conversation_id, marked_unread=True)


def set_muted(*, user: User, conversation_id: int, on: bool) -> Participant:
    return set_personal(user, conversation_id, is_muted=on)


def set_pinned(*, user: User, conversation_id: int, on: bool) -> Participant:
    return set_personal(user, conversation_id, is_pinned=on)


def set_archived(*, user: User, conversation_id: int, on: bool, now: datetime | None = None) -> Participant:
    """Out of the inbox until the next message."""
    return set_personal(user, conversation_id, archived_at=(now or timezone.now()) if on else None)


def save_draft(*, user: User, conversation_id: int, text: str, preset_id: int | None = None) -> Participant:
    """Keeps what isn't sent yet, and the preset that it began as: for all of the person's devices."""
    draft = checked_draft(text)
    preset = usable_preset(user, preset_id) if draft else None
    return set_personal(user, conversation_id, draft=draft, draft_preset=preset)


def usable_preset(user: User, preset_id: int | None) -> Preset | None:
    """None also for one that the person may not use, or that is gone: the draft is worth keeping without."""
    return presets_of(user).filter(pk=preset_id).first() if preset_id else None


@transaction.atomic
def end_draft(*, user: User, conversation_id: int, text: str) -> bool:
    """Empties the draft if it still is this text, and tells the person's other pages. False when it isn't."""
    participant = Participant.objects.select_for_update().filter(
        conversation_id=conversation_id, user=user, left_at=None
    )
    if not participant.filter(draft=text).exists():
        return False
    set_personal(user, conversation_id, draft="", draft_preset=None)
    return True


@transaction.atomic
def set_state(*, user: User, conversation_id: int, changes: Mapping[str, Any], now: datetime | None = None) -> None:
    """Several of the above at once; `is_archived`, `snoozed_until`, `draft` and flags by their names."""
    fields = {name: changes[name] for name in ("is_muted", "is_pinned", "marked_unread") if name in changes}
    if "is_archived" in changes:
        fields["archived_at"] = (now or timezone.now()) if changes["is_archived"] else None
    if "draft" in changes:
        fields["draft"] = checked_draft(changes["draft"])
        fields["draft_preset"] = usable_preset(user, changes.get("draft_preset")) if fields["draft"] else None
    if "snoozed_until" in changes:
        snooze(user=user, conversation_id=conversation_id, until=changes["snoozed_until"])
    if fields:
        set_personal(user, conversation_id, **fields)


def checked_draft(text: str) -> str:
    """A draft is kept as typed; what no database can hold is left out."""
    if len(text) > MAX_BODY:
        raise TooLong(field="draft")
    return "".join(character for character in text if character != "\x00" and not "\ud800" <= character <= "\udfff")
