"""An event as a file for one person's calendar."""

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.interviews.calendar_file import Appointment, CalendarFile, file_of, own_address
from apps.education.salons.models import Salon, SalonGuest
from apps.education.salons.selectors import is_host, salon_for
from apps.errors import NotFound


def calendar_of(salon: Salon, reader: User) -> CalendarFile:
    """In the reader's language and zone. It is called off where the event is, or where they
    no longer have a seat. Raises NotFound for who never had one and isn't its host."""
    guest = SalonGuest.objects.filter(salon=salon, person=reader).first()
    if guest is None and not is_host(salon, reader):
        raise NotFound
    with translation.override(reader.language):
        return file_of(_appointment(salon, reader, guest))


def calendar_response(reader: User, salon_id: int) -> HttpResponse:
    return calendar_of(salon_for(reader, salon_id), reader).as_response()


def _appointment(salon: Salon, reader: User, guest: SalonGuest | None) -> Appointment:
    sender = own_address()
    url = settings.SITE_URL + salon.get_absolute_url()
    is_on = salon.state == Salon.State.OPEN and (guest is None or guest.is_seated)
    return Appointment(
        uid=f"{salon.uid.hex}@{sender.rpartition('@')[2]}",
        # Both only grow, so that whatever happened last is the highest.
        sequence=salon.sequence + (guest.sequence if guest else 0),
        starts_at=salon.starts_at,
        ends_at=salon.ends_at,
        is_cancelled=not is_on,
        stamp=salon.updated_at,
        summary=salon.title,
        description=f"{salon.about}\n{url}",
        place=_("Live room: %(url)s") % {"url": url} if salon.is_online else salon.place,
        url=url,
        other_name=salon.host.name,
        organizer_email=sender,
        reader_name=reader.name,
        reader_email=reader.email,
        zone=reader.time_zone,
        alarm_words=salon.title,
    )
