"""An interview as a calendar's file (RFC 5545, 5546), for one reader: in their zone, with their own address alone."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.mime.text import MIMEText
from email.utils import parseaddr
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from icalendar import Alarm, Calendar, Event, vCalAddress
from icalendar.enums import STATUS

REMIND_BEFORE = (timedelta(days=1), timedelta(hours=1))
NO_ADDRESS = "invalid:nomail"
"""How an invitation names whose address isn't the reader's to know."""
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|]+')
LONGEST_NAME = 80


@dataclass(frozen=True)
class Appointment:
    """`uid` stays through all versions; `sequence` rises with each. `organizer_email` is this site's, for the other
    side's address is hidden; `reader_email` is the reader's own."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    stamp: datetime
    summary: str
    description: str
    place: str
    url: str
    other_name: str
    organizer_email: str
    reader_name: str
    reader_email: str
    zone: str
    alarm_words: str

    @property
    def method(self) -> str:
        return "CANCEL" if self.is_cancelled else "REQUEST"


class CalendarFile(NamedTuple):
    """As it is handed out: to be saved, or with a letter."""

    name: str
    content: bytes
    method: str

    def as_response(self) -> HttpResponse:
        response = HttpResponse(self.content, content_type=f"text/calendar; charset=utf-8; method={self.method}")
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=self.name) or ""
        response["Cache-Control"] = "private, no-store"
        return response

    def as_mail_part(self) -> MIMEText:
        part = MIMEText(self.content.decode(), "calendar", "utf-8")
        part.set_param("method", self.method)
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", self.name))
        return part


def file_of(appointment: Appointment) -> CalendarFile:
    name = file_name(appointment.summary, appointment.starts_at, zone=appointment.zone)
    return CalendarFile(name, calendar_file(appointment), appointment.method)


def own_address() -> str:
    """This site's, which organizes what it hands out."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1] or "rapport@localhost"


def calendar_file(appointment: Appointment) -> bytes:
    zone = ZoneInfo(appointment.zone)
    event = Event.new(
        uid=appointment.uid,
        sequence=appointment.sequence,
        stamp=appointment.stamp,
        last_modified=appointment.stamp,
        start=appointment.starts_at.astimezone(zone),
        end=appointment.ends_at.astimezone(zone),
        summary=_clean(appointment.summary),
        description=_clean(appointment.description),
        location=_clean(appointment.place) or None,
        url=appointment.url,
        status=STATUS.CANCELLED if appointment.is_cancelled else STATUS.CONFIRMED,
        organizer=_address(f"mailto:{appointment.organizer_email}", appointment.other_name),
        attendees=[
            _address(f"mailto:{appointment.reader_email}", appointment.reader_name, takes_part=True),
            _address(NO_ADDRESS, appointment.other_name, takes_part=True),
        ],
    )
    for before in () if appointment.is_cancelled else REMIND_BEFORE:
        alarm = Alarm.new(description=_clean(appointment.alarm_words))
        alarm.add("action", "DISPLAY")
        alarm.TRIGGER = -before
        event.add_component(alarm)
    calendar = Calendar.new(prodid="-//Rapport//Interviews//EN", method=appointment.method)
    calendar.add_component(event)
    day = appointment.starts_at.date()
    calendar.add_missing_timezones(day - timedelta(days=370), day + timedelta(days=370))
    return calendar.to_ical()


def file_name(title: str, starts_at: datetime, *, zone: str) -> str:
    """Whatever the language, without what a file's name mustn't hold."""
    day = starts_at.astimezone(ZoneInfo(zone)).date().isoformat()
    name = " ".join(_NOT_IN_A_NAME.sub(" ", title).split())[:LONGEST_NAME].strip(" .")
    return f"{name} {day}.ics".strip()


def _address(uri: str, name: str, *, takes_part: bool = False) -> vCalAddress:
    address = vCalAddress(uri)
    address.params["CN"] = " ".join(_NOT_IN_A_NAME.sub(" ", name).split()) or "Rapport"
    if takes_part:
        address.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    return address


def _clean(text: str) -> str:
    return "".join(character for character in text if character.isprintable() or character == "\n").strip()
