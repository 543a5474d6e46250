"""What happens an hour before a talk."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.feedback.surveys.kinds import TALK_SOON
from apps.feedback.surveys.models import TalkBooking
from apps.feedback.surveys.talks import TALK_DUE, tell_both
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import DueKind, register


def _booking(item: DueItem) -> TalkBooking | None:
    bookings = TalkBooking.objects.filter(pk=item.payload.get("booking", 0), cancelled_at=None)
    return bookings.select_related("slot__host", "invitation__person").first()


def is_still_on(item: DueItem, now: datetime) -> bool:
    booking = _booking(item)
    return booking is not None and booking.slot.starts_at > now and item.person.is_active


def remind(item: DueItem, now: datetime) -> None:
    if booking := _booking(item):
        tell_both(booking, TALK_SOON, now=now)


register(DueKind(key=TALK_DUE, title=_("Reminder of a talk"), act=remind, is_wanted=is_still_on))
