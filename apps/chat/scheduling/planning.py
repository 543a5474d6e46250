"""From what a person chose, beside Send or by the API, to a planned message."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.scheduling.features import FOLLOW_UPS, SEND_LATER
from apps.chat.scheduling.models import ScheduledMessage
from apps.chat.scheduling.selectors import other_side
from apps.chat.scheduling.services import follow_up_at, schedule_message
from apps.chat.scheduling.times import morning_of
from apps.experiments.services import feature_used
from apps.notifications.reminders.services import When
from apps.notifications.reminders.times import when_from


@transaction.atomic
def plan_message(
    *, author: User, conversation: Conversation, client_id: UUID, chosen: Mapping[str, Any], now: datetime
) -> ScheduledMessage:
    """`chosen` holds `body` and the time: `morning`, `in_days` for a follow-up, or what `when_from` reads."""
    is_follow_up = chosen.get("in_days") is not None
    scheduled = schedule_message(
        author=author,
        conversation_id=conversation.pk,
        body=chosen["body"],
        client_id=client_id,
        at=_when(author, conversation, chosen, now),
        origin=chosen.get("origin", "typed"),
        preset_id=chosen.get("preset"),
        is_follow_up=is_follow_up,
    )
    feature_used(FOLLOW_UPS if is_follow_up else SEND_LATER, author, conversation=conversation.pk)
    return scheduled


def _when(author: User, conversation: Conversation, chosen: Mapping[str, Any], now: datetime) -> When:
    other = other_side(conversation, author.pk)
    if chosen.get("morning"):
        return morning_of(other or author, now=now)
    if chosen.get("in_days") is not None:
        return follow_up_at(other, days=chosen["in_days"], now=now)
    return when_from(chosen, owner=author, other=other, now=now)
