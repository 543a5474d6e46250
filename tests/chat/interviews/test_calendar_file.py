"""The calendar's file, read back by a calendar."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from apps.chat.interviews.calendar_file import Appointment, calendar_file, file_name

START = datetime(2026, 3, 30, 8, tzinfo=UTC)
APPOINTMENT = Appointment(
    uid="0b6f@rapport.example",
    sequence=2,
    starts_at=START,
    ends_at=START + timedelta(minutes=45),
    is_cancelled=False,
    stamp=datetime(2026, 3, 1, 8, tzinfo=UTC),
    summary="面试：后端工程师（云帆科技）",
    description="Bring your questions.\nhttps://rapport.example/inbox/7/",
    place="上海市静安区南京西路 1266 号, 恒隆广场; 38 楼",
    url="https://rapport.example/inbox/7/",
    other_name='Ben "the boss" Huber',
    organizer_email="no-reply@rapport.example",
    reader_name="安娜",
    reader_email="ana@mail.example",
    zone="Europe/Berlin",
    alarm_words="Interview",
)


def read(appointment: Appointment = APPOINTMENT) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(calendar_file(appointment))
    (event,) = calendar.events
    return calendar, event


def test_it_invites_at_the_right_moment_in_the_readers_zone():
    calendar, event = read()
    assert calendar["METHOD"] == "REQUEST"
    assert event.start == START
    assert event.start.hour == 10
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event.end - event.start == timedelta(minutes=45)
    assert event["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "Asia/Kolkata", "Asia/Shanghai", "America/New_York", "Asia/Kathmandu"]
)
def test_it_brings_its_zone_along(zone: str):
    calendar, event = read(replace(APPOINTMENT, zone=zone))
    (known,) = calendar.timezones
    assert known.tz_name == zone
    there = known.to_tz()
    assert event.start == START
    assert event.start.replace(tzinfo=None) == START.astimezone(there).replace(tzinfo=None)
    assert START.astimezone(there).utcoffset() == START.astimezone(ZoneInfo(zone)).utcoffset()


def test_in_utc_no_zone_is_needed():
    calendar, event = read(replace(APPOINTMENT, zone="UTC"))
    assert calendar.timezones == []
    assert event.start == START


def test_a_cancellation_is_the_same_appointment_with_a_higher_number():
    calendar, event = read(replace(APPOINTMENT, sequence=3, is_cancelled=True))
    assert calendar["METHOD"] == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert event["UID"] == read()[1]["UID"]
    assert event["SEQUENCE"] > read()[1]["SEQUENCE"]
    assert event.alarms.times == []


def test_it_rings_a_day_and_an_hour_before():
    _calendar, event = read()
    assert [alarm.trigger for alarm in event.alarms.times] == [START - timedelta(days=1), START - timedelta(hours=1)]


def test_nobodys_address_but_the_readers_own_is_in_it():
    text = calendar_file(APPOINTMENT).decode().replace("\r\n ", "")
    assert text.count("mailto:") == 2
    assert "mailto:no-reply@rapport.example" in text
    assert "mailto:ana@mail.example" in text
    assert "invalid:nomail" in text


def test_chinese_words_long_lines_and_commas_survive():
    _calendar, event = read()
    assert event["SUMMARY"] == APPOINTMENT.summary
    assert event["LOCATION"] == APPOINTMENT.place
    assert event["DESCRIPTION"] == APPOINTMENT.description
    assert max(map(len, calendar_file(APPOINTMENT).split(b"\r\n"))) <= 75


@given(st.text(max_size=60))
def test_no_name_and_no_text_breaks_the_file(text: str):
    _calendar, event = read(
        replace(APPOINTMENT, summary=text, place=text, description=text, other_name=text, reader_name=text)
    )
    assert event.start == START
    assert len(event["ATTENDEE"]) == 2


def test_a_file_is_named_in_the_readers_language_by_their_day():
    late = datetime(2026, 3, 30, 20, tzinfo=UTC)
    assert file_name("面试：后端工程师", late, zone="Asia/Shanghai") == "面试：后端工程师 2026-03-31.ics"
    assert (
        file_name("Interview: C++/Rust\r\nX-Evil: 1", late, zone="UTC") == "Interview C++ Rust X-Evil 1 2026-03-30.ics"
    )
