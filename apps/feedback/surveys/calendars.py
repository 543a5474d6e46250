"""A booked talk as a file for its reader's calendar."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.interviews.calendar_file import Appointment, CalendarFile, file_of, own_address
from apps.feedback.surveys.links import path_to
from apps.feedback.surveys.models import TalkBooking


def calendar_of(booking: TalkBooking, reader: User) -> CalendarFile:
    """In the reader's language and zone."""
    slot, guest = booking.slot, booking.invitation.person
    sender = own_address()
    other = slot.host if reader == guest else guest
    with translation.override(reader.language):
        title = _("Talk about Rapport")
        return file_of(
            Appointment(
                uid=f"talk-{booking.pk}@{sender.rpartition('@')[2]}",
                sequence=slot.sequence + int(booking.cancelled_at is not None),
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                is_cancelled=booking.cancelled_at is not None,
                stamp=booking.cancelled_at or booking.created_at,
                summary=title,
                description=str(booking.invitation.survey),
                place=slot.where,
                url=settings.SITE_URL + path_to(booking.invitation) if reader == guest else settings.SITE_URL,
                other_name=other.name if other else "Rapport",
                organizer_email=sender,
                reader_name=reader.name,
                reader_email=reader.email,
                zone=reader.time_zone,
                alarm_words=title,
            )
        )
