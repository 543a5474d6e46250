"""Putting a conversation off until later."""

from datetime import datetime

from django.db import transaction

from apps.accounts.models import User
from apps.chat.availability.reminders import SNOOZE, about, due_in
from apps.chat.conversations.models import Participant
from apps.chat.conversations.personal import set_personal
from apps.notifications.reminders.services import cancel, plan


@transaction.atomic
def snooze(*, user: User, conversation_id: int, until: datetime | None) -> Participant:
    """Out of the way until then (None: back now); a message from the others ends it too."""
    participant = set_personal(user, conversation_id, snoozed_until=until)
    if until is None:
        cancel(due_in([conversation_id], SNOOZE).filter(person=user))
    else:
        plan(kind=SNOOZE, person=user, subject=about(conversation_id), at=until)
    return participant
