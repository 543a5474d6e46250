"""A talk about the product: operators offer times, and who is asked picks one within the survey."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.feedback.surveys.errors import TalkTaken
from apps.feedback.surveys.kinds import TALK_BOOKED, TALK_CHANGED, TALK_OFF
from apps.feedback.surveys.links import path_to
from apps.feedback.surveys.models import SurveyInvitation, TalkBooking, TalkSlot
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.services import cancel, plan

BEFORE = timedelta(hours=1)
TALK_DUE = "survey_talk"


def book_talk(*, invitation: SurveyInvitation, slot_id: int, field: str, now: datetime) -> TalkBooking:
    """Inside the caller's transaction, which holds the invitation. The slot is held too, so that no place is given
    twice. Raises TalkTaken."""
    slot = TalkSlot.objects.select_for_update(of=("self",)).filter(pk=slot_id, survey=invitation.survey_id).first()
    if slot is None or not TalkSlot.objects.filter(pk=slot.pk).free(now=now).exists():
        raise TalkTaken(field=field)
    booking = TalkBooking.objects.create(slot=slot, invitation=invitation, created_at=now)
    tell_both(booking, TALK_BOOKED, now=now)
    _plan_reminder(booking, now=now)
    return booking


def is_taken(slot_id: int) -> bool:
    """Holds the slot until the caller's transaction ends: nobody takes it meanwhile."""
    slot = TalkSlot.objects.select_for_update(of=("self",)).get(pk=slot_id)
    return slot.bookings.filter(cancelled_at=None).exists()


@transaction.atomic
def tell_change(*, slot_id: int, now: datetime | None = None) -> None:
    """Whoever took this time hears when and where it is by now, and is reminded by that; so does the operator."""
    now = now or timezone.now()
    slot = TalkSlot.objects.select_for_update(of=("self",)).get(pk=slot_id)
    slot.sequence += 1
    TalkSlot.objects.filter(pk=slot.pk).update(sequence=slot.sequence)
    for booking in slot.bookings.filter(cancelled_at=None).select_related("slot__host", "invitation__person"):
        tell_both(booking, TALK_CHANGED, now=now)
        _plan_reminder(booking, now=now)


def _plan_reminder(booking: TalkBooking, *, now: datetime) -> None:
    """Of a time that has changed, instead of the one before."""
    plan(
        kind=TALK_DUE,
        person=booking.invitation.person,
        subject=f"talk:{booking.pk}",
        at=max(now, booking.slot.starts_at - BEFORE),
        payload={"booking": booking.pk},
    )


@transaction.atomic
def call_off_talk(*, booking_id: int, now: datetime | None = None) -> bool:
    """Frees the place and tells both. False where it was called off before, or has begun."""
    now = now or timezone.now()
    booking = TalkBooking.objects.select_for_update(of=("self",)).select_related("slot").get(pk=booking_id)
    if booking.cancelled_at is not None or booking.slot.starts_at <= now:
        return False
    booking.cancelled_at = now
    booking.save(update_fields=["cancelled_at"])
    cancel(DueItem.objects.filter(kind=TALK_DUE, subject=f"talk:{booking.pk}"), now=now)
    tell_both(booking, TALK_OFF, now=now)
    return True


def tell_both(booking: TalkBooking, kind: Kind, *, now: datetime) -> None:
    """Who was asked, by their link, and the operator."""
    guest, host = booking.invitation.person, booking.slot.host
    in_console = reverse("admin:feedback_survey_change", args=[booking.invitation.survey_id])
    readers = [(guest, host, path_to(booking.invitation))] + ([(host, guest, in_console)] if host else [])
    for reader, other, url in readers:
        cause = f"{kind.key}:{booking.pk}:{booking.slot.sequence}"
        notify(person=reader, kind=kind, cause=cause, facts=_facts(booking, reader, other), url=url, now=now)


def _facts(booking: TalkBooking, reader: User, other: User | None) -> dict[str, Any]:
    return {
        "booking": booking.pk,
        "starts_at": booking.slot.starts_at.isoformat(),
        "ends_at": booking.slot.ends_at.isoformat(),
        "zone": reader.time_zone,
        "name": other.name if other else "Rapport",
        "where": booking.slot.where,
    }
