"""“Seen, I'll answer tonight”: tells the other side, reminds oneself, and counts as no answer."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.availability.reminders import PROMISE, about
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import Sent
from apps.chat.safety.permissions import lock_to_change
from apps.chat.sending.services import send_message
from apps.errors import NotAllowed
from apps.notifications.reminders.services import plan

EVENING_HOUR = 20


@transaction.atomic
def promise_answer(*, user: User, conversation_id: int, now: datetime | None = None) -> Sent:
    """Promises an answer for tonight (late in the evening: for tomorrow). Once for each thing that waits."""
    now = now or timezone.now()
    conversation = lock_to_change(user, conversation_id)
    waiting = (
        Message.objects.filter(conversation=conversation)
        .exclude(sender=user)
        .exclude(kind=Message.Kind.SYSTEM)
        .order_by("-seq")
        .first()
    )
    if waiting is None:
        raise NotAllowed
    due_at, is_tonight = promised_for(now, ZoneInfo(user.time_zone))
    plan(kind=PROMISE, person=user, subject=about(conversation.pk), at=due_at)
    with translation.override(waiting.sender.language if waiting.sender else user.language):
        body = _("Seen, I'll answer tonight.") if is_tonight else _("Seen, I'll answer tomorrow.")
    return send_message(
        sender=user,
        conversation_id=conversation.pk,
        body=body,
        client_id=uuid5(NAMESPACE_URL, f"promise:{conversation.pk}:{user.pk}:{waiting.pk}"),
        origin=Message.Origin.PROMISE,
        facts={"type": "promise", "when": "tonight" if is_tonight else "tomorrow"},
    )


def promised_for(now: datetime, zone: ZoneInfo) -> tuple[datetime, bool]:
    """When to remind, and whether that is tonight: at 20:00, after that in an hour; from 22:00 tomorrow at 10:00."""
    local = now.astimezone(zone)
    evening = local.replace(hour=EVENING_HOUR, minute=0, second=0, microsecond=0)
    if local.hour < EVENING_HOUR:
        return evening, True
    if local.hour < 22:
        return now + timedelta(hours=1), True
    return (evening + timedelta(days=1)).replace(hour=10), False
