"""A message is pushed to who has no page open: one an hour and conversation, until it is read."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse

from apps.accounts.people.selectors import blocked_pairs
from apps.chat.conversations.models import Participant
from apps.chat.messages.events import SentItem
from apps.chat.missed.kinds import MISSED
from apps.notifications.deciding.services import notify_by_push
from apps.notifications.models import PushSubscription


def push_missed(items: Sequence[SentItem], *, now: datetime) -> None:
    """Plans pushes to the other participants of each message's conversation who get any, haven't muted it and
    are not parted from the sender by a block. What they have read names the cause, with the hour: reading makes the
    next message news again."""
    takers = Participant.objects.filter(
        Exists(PushSubscription.objects.filter(person=OuterRef("user"))),
        conversation__in={item.conversation for item in items},
        left_at=None,
        is_muted=False,
        user__is_active=True,
    ).select_related("user")
    by_conversation: dict[int, list[Participant]] = {}
    for one in takers:
        by_conversation.setdefault(one.conversation_id, []).append(one)
    if not by_conversation:
        return
    parted = blocked_pairs({one.user_id for one in takers}, {item.sender for item in items if item.sender})
    for item in items:
        for participant in by_conversation.get(item.conversation, ()):
            is_new = participant.user_id != item.sender and participant.read_seq < item.seq
            if is_new and (participant.user_id, item.sender) not in parted:
                _push(participant, item, now)


def _push(participant: Participant, item: SentItem, now: datetime) -> None:
    conversation, person = item.conversation, participant.user
    notify_by_push(
        person=person,
        kind=MISSED,
        cause=f"unread:{conversation}:{participant.read_seq}:{now:%Y%m%d%H}",
        facts={"messages": 1, "first": [[item.message, 1]], "conversation": conversation},
        url=reverse("chat:conversation", args=[conversation]),
        now=now,
    )
