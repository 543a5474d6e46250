"""Catching up: what changed since the client last looked. Answers may overlap; applying them twice is harmless."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.db.models.functions import Greatest

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation, InboxPlace, Participant
from apps.chat.conversations.selectors import participants_of
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import MessageDict, message_dict
from apps.chat.messages.selectors import detailed, messages_page
from apps.errors import InvalidInput

MAX_CHANGES = 200
OVERLAP = timedelta(seconds=60)
"""Longer than any transaction that sends may last: what commits late isn't missed."""


@dataclass(frozen=True, slots=True)
class Changes:
    """`limited` says that too much changed: `messages` is then the newest page, to be shown instead of what was."""

    messages: list[MessageDict]
    participants: list[dict[str, Any]]
    head_rev: int
    limited: bool

    def as_dict(self) -> dict[str, Any]:
        return {
            "messages": self.messages,
            "participants": self.participants,
            "head_rev": self.head_rev,
            "limited": self.limited,
        }


def changes(conversation: Conversation, viewer: User, *, after_rev: int) -> Changes:
    """Messages and members touched after this revision, messages in order; of participants' pointers the newest.

    Call it with a freshly read conversation: `head_rev` must not be newer than what is read after it.
    """
    changed = Message.objects.filter(conversation=conversation, rev__gt=after_rev).order_by("seq")
    found = detailed(changed[: MAX_CHANGES + 1])
    limited = len(found) > MAX_CHANGES
    if limited:
        found = messages_page(conversation)
    return Changes(
        messages=[message_dict(message, viewer) for message in found],
        participants=participants_of(conversation, viewer),
        head_rev=conversation.head_rev,
        limited=limited,
    )


def cursor_of(user_ids: list[int]) -> dict[int, str]:
    """The inbox cursor of each person: when something they may see last changed. Three queries at most.

    Of a large inbox: when the person's own view last changed, or the last message came. It may be earlier than the last
    change, never later, so that who asks from there on misses nothing."""
    large = dict(
        InboxPlace.objects.filter(user__in=user_ids).values_list("user_id").annotate(newest=Max("moved_at")).order_by()
    )
    if large:
        own = Participant.objects.filter(user__in=large).values_list("user_id").annotate(newest=Max("updated_at"))
        large = {person: max(large[person], newest) for person, newest in own.order_by()}
    rows = (
        Participant.objects.filter(user__in=[person for person in user_ids if person not in large])
        .values("user_id")
        .annotate(newest=Max(Greatest("updated_at", "conversation__updated_at")))
    )
    newest = {person: to_cursor(moment) for person, moment in large.items()}
    newest |= {row["user_id"]: to_cursor(row["newest"]) for row in rows}
    return {user_id: newest.get(user_id, "0") for user_id in user_ids}


def removed_since(user: User, cursor: str) -> list[int]:
    """Conversations that the person has left, or was taken out of, since then."""
    since = from_cursor(cursor)
    return list(Participant.objects.filter(user=user, left_at__gte=since).values_list("conversation_id", flat=True))


def to_cursor(moment: datetime) -> str:
    return str(int(moment.timestamp() * 1_000_000))


def from_cursor(cursor: str) -> datetime:
    """The moment from which changes are told again; raises InvalidInput."""
    if not cursor.isascii() or not cursor.isdecimal() or len(cursor) > 16:
        raise InvalidInput(field="changed_since")
    return datetime.fromtimestamp(int(cursor) / 1_000_000, UTC) - OVERLAP if int(cursor) > 10**14 else EPOCH


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
