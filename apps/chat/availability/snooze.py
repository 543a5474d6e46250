"""Putting a conversation off until later."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.availability.models import Reminder
from apps.chat.conversations.models import Participant
from apps.chat.conversations.personal import set_personal


@transaction.atomic
def snooze(*, user: User, conversation_id: int, until: datetime | None) -> Participant:
    """Out of the way until then (None: back now); a message from the others ends it too."""
    participant = set_personal(user, conversation_id, snoozed_until=until)
    mine = Reminder.objects.filter(conversation=conversation_id, person=user, kind=Reminder.Kind.SNOOZE)
    mine.filter(sent_at=None, cancelled_at=None).update(cancelled_at=timezone.now())
    if until is not None:
        mine.create(conversation_id=conversation_id, person=user, kind=Reminder.Kind.SNOOZE, due_at=until)
    return participant
