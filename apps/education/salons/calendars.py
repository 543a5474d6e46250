"""An event as a file for one person's calendar."""

from email.utils import parseaddr

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.interviews.calendar_file import Appointment, calendar_file, file_name
from apps.education.salons.models import Salon, SalonGuest
from apps.education.salons.selectors import is_host, salon_for
from apps.errors import NotFound


def calendar_of(salon: Salon, reader: User) -> tuple[str, bytes, str]:
    """Name, content and method, in the reader's language and zone. It is called off where the event is, or where they
    no longer have a seat. Raises NotFound for who never had one and isn't its host."""
    guest = SalonGuest.objects.filter(salon=salon, person=reader).first()
    if guest is None and not is_host(salon, reader):
        raise NotFound
    with translation.override(reader.language):
        appointment = _appointment(salon, reader, guest)
        name = file_name(appointment.summary, appointment.starts_at, zone=appointment.zone)
    return name, calendar_file(appointment), appointment.method


def calendar_response(reader: User, salon_id: int) -> HttpResponse:
    name, content, method = calendar_of(salon_for(reader, salon_id), reader)
    response = HttpResponse(content, content_type=f"text/calendar; charset=utf-8; method={method}")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _appointment(salon: Salon, reader: User, guest: SalonGuest | None) -> Appointment:
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1] or "rapport@localhost"
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
