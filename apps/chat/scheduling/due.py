"""Messages that go out when their time has come."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.chat.availability.due import lock_conversation
from apps.chat.scheduling.models import ScheduledMessage
from apps.chat.scheduling.moot import is_moot
from apps.chat.scheduling.selectors import words_of
from apps.chat.scheduling.services import FOLLOW_UP, MESSAGE, send_scheduled
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import DueKind, register


def _scheduled(item: DueItem) -> ScheduledMessage | None:
    related = ScheduledMessage.objects.select_related("author", "conversation", "follows")
    return related.filter(pk=item.payload["scheduled"], message=None).first()


def send(item: DueItem, now: datetime) -> None:
    if (scheduled := _scheduled(item)) is not None:
        send_scheduled(scheduled, cause=item.key, now=now)


def is_wanted(item: DueItem, now: datetime) -> bool:
    scheduled = _scheduled(item)
    return scheduled is not None and scheduled.author.is_active and not is_moot(scheduled)


def nothing_else(item: DueItem) -> None:
    """The row of what is due says it all."""


for key, title in ((MESSAGE, _("Message that goes out later")), (FOLLOW_UP, _("Follow-up without an answer"))):
    register(
        DueKind(
            key=key,
            title=title,
            act=send,
            is_wanted=is_wanted,
            lock=lock_conversation,
            describe=words_of,
            icon="send-horizontal" if key == MESSAGE else "corner-down-right",
            called_off=nothing_else,
            moved=nothing_else,
        )
    )
