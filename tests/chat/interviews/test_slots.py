"""The times of an interview, read from a recruiter's clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.chat.interviews.slots import (
    NoTime,
    Span,
    TimeIsPast,
    TimeLeftOut,
    TimeTooFar,
    TooManyTimes,
    WrongTime,
    day_before,
    offset_words,
    overlaps,
    read_slots,
)

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
BERLIN, KOLKATA, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata"), ZoneInfo("Asia/Shanghai")
NEW_YORK, LORD_HOWE = ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")


def slots(*texts: str, zone: ZoneInfo = SHANGHAI, now: datetime = NOW) -> list[str]:
    return [slot.isoformat() for slot in read_slots(texts, zone=zone, now=now)]


def test_times_are_meant_on_the_recruiters_clock():
    assert slots("2026-03-03T10:00") == ["2026-03-03T02:00:00+00:00"]
    assert slots("2026-03-03T10:00", zone=KOLKATA) == ["2026-03-03T04:30:00+00:00"]


def test_a_time_with_an_offset_is_taken_as_it_is():
    assert slots("2026-03-03T10:00:00+05:45") == ["2026-03-03T04:15:00+00:00"]
    assert slots("2026-03-03T10:00:00Z") == ["2026-03-03T10:00:00+00:00"]


def test_they_stand_in_order_and_each_once():
    assert slots("2026-03-04T10:00", "2026-03-03T10:00", "2026-03-03T02:00Z", " ") == [
        "2026-03-03T02:00:00+00:00",
        "2026-03-04T02:00:00+00:00",
    ]


def test_the_same_hour_on_both_sides_of_the_change_of_clocks():
    assert slots("2026-03-27T10:00", "2026-03-30T10:00", zone=BERLIN) == [
        "2026-03-27T09:00:00+00:00",
        "2026-03-30T08:00:00+00:00",
    ]


@pytest.mark.parametrize(
    ("zone", "text"),
    [(BERLIN, "2026-03-29T02:30"), (NEW_YORK, "2026-03-08T02:15"), (LORD_HOWE, "2026-10-04T02:15")],
)
def test_an_hour_that_the_clocks_leave_out_is_refused(zone: ZoneInfo, text: str):
    with pytest.raises(TimeLeftOut):
        slots(text, zone=zone, now=datetime(2026, 5, 1, tzinfo=UTC) if zone is LORD_HOWE else NOW)


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    (slot,) = slots("2026-10-25T02:30", zone=BERLIN, now=datetime(2026, 10, 1, tzinfo=UTC))
    assert slot == "2026-10-25T00:30:00+00:00"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("2026-03-01T15:59", TimeIsPast),
        ("2026-03-01T16:00", TimeIsPast),
        ("2026-12-01T10:00", TimeTooFar),
        ("9999-12-31T23:59", TimeTooFar),
        ("0001-01-01T00:00", WrongTime),
        ("tomorrow at ten", WrongTime),
        ("2026-02-30T10:00", WrongTime),
        ("", NoTime),
    ],
)
def test_what_is_no_time_to_meet_is_refused_in_words(text: str, error: type[Exception]):
    with pytest.raises(error):
        slots(text)


def test_no_more_than_five_are_offered():
    with pytest.raises(TooManyTimes):
        slots(*[f"2026-03-0{day}T10:00" for day in range(3, 9)])


def test_what_meets_and_what_only_touches():
    ten = datetime(2026, 3, 3, 10, tzinfo=UTC)
    hour = timedelta(hours=1)
    taken = [Span(ten, ten + hour, "Ana")]
    assert overlaps(Span(ten + hour / 2, ten + 2 * hour), taken) == taken
    assert overlaps(Span(ten - hour, ten), taken) == []
    assert overlaps(Span(ten + hour, ten + 2 * hour), taken) == []
    assert overlaps(Span(ten - hour, ten + 2 * hour), taken) == taken


@pytest.mark.parametrize(
    ("local", "hours"),
    [((2026, 3, 29, 10), 23), ((2026, 10, 25, 10), 25), ((2026, 7, 1, 10), 24)],
)
def test_the_day_before_is_the_same_time_on_the_clock(local: tuple[int, int, int, int], hours: int):
    start = datetime(*local, tzinfo=BERLIN).astimezone(UTC)
    before = day_before(start, BERLIN)
    assert start - before == timedelta(hours=hours)
    assert before.astimezone(BERLIN).hour == 10


def test_zones_are_named_by_their_distance_to_utc():
    assert [
        offset_words(datetime(2026, 7, 1, tzinfo=zone)) for zone in (KOLKATA, SHANGHAI, NEW_YORK, ZoneInfo("UTC"))
    ] == ["UTC+5:30", "UTC+8", "UTC−4", "UTC"]


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_time_or_refused(text: str):
    try:
        for slot in read_slots([text], zone=BERLIN, now=NOW):
            assert slot > NOW
    except (WrongTime, NoTime, TimeIsPast, TimeTooFar, TimeLeftOut):
        pass
