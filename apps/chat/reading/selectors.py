"""Unread: what others wrote after one's read pointer and didn't take back. The product's own remarks don't count."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.messages.models import Message
from apps.ui.badges import badge

MOST_COUNTED = 100
"""Badges show 99+ from here on."""


def with_unread(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """Annotates `unread`, the number of unread messages."""
    return participants.annotate(unread=_unread())


@cache
def _unread() -> Coalesce:
    """Put together once: it is the same for everybody, and every list of conversations asks it."""
    unread = (
        Message.objects.filter(conversation=OuterRef("conversation_id"), seq__gt=OuterRef("read_seq"))
        .filter(recalled_at=None)
        .exclude(kind=Message.Kind.SYSTEM)
        .filter(Q(sender=None) | ~Q(sender=OuterRef("user_id")))
        .order_by()
        .values("conversation")
        .annotate(count=Count("*"))
        .values("count")
    )
    return Coalesce(Subquery(unread, output_field=IntegerField()), 0)


def unread_counts(participants: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Unread messages by (conversation, person)."""
    participants = set(participants)
    if not participants:
        return {}
    rows = with_unread(
        Participant.objects.filter(
            conversation__in={conversation for conversation, _user in participants},
            user__in={user for _conv, user in participants},
        )
    ).values("conversation_id", "user_id", count=F("unread"))
    counts = {(row["conversation_id"], row["user_id"]): row["count"] for row in rows}
    return {participant: count for participant, count in counts.items() if participant in participants}


@badge("inbox")
def unread_total(user: User) -> int:
    """Unread messages in all conversations that the person didn't mute; one marked unread counts as one. From
    `MOST_COUNTED` on it stays there: nobody reads a larger number, and it would be counted on every page."""
    # Asked row by row: with thousands of conversations a join reads the whole table of everybody's.
    head = Subquery(Conversation.objects.filter(pk=OuterRef("conversation_id")).values("head_seq")[:1])
    mine: Any = Participant.objects.filter(user=user, left_at=None, is_muted=False).annotate(head=head)
    behind = mine.filter(head__gt=F("read_seq"))
    ids = list(behind.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    unread = _sum_of(Participant.objects.filter(pk__in=ids)) if ids else 0
    if len(ids) > MOST_COUNTED and unread < MOST_COUNTED:
        unread = _sum_of(behind)
    marked = mine.filter(marked_unread=True, head__lte=F("read_seq")).count()
    return min(unread + marked, MOST_COUNTED)


def _sum_of(participants: QuerySet[Participant]) -> int:
    return with_unread(participants).aggregate(total=Sum(F("unread")))["total"] or 0
