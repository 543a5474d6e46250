"""A live room that is over is recorded."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.education.floor.recording import draft_recording
from apps.education.salons.due import salon_of
from apps.education.salons.reminders import RECORD
from apps.notifications.models import DueItem
from apps.notifications.reminders.registry import DueKind, register


def is_over(item: DueItem, now: datetime) -> bool:
    salon = salon_of(item)
    return salon is not None and salon.is_past(now)


def record(item: DueItem, now: datetime) -> None:
    if (salon := salon_of(item)) is not None:
        draft_recording(salon)


register(DueKind(key=RECORD, title=_("Recording an event"), act=record, is_wanted=is_over))
