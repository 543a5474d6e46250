"""An auto-reply answers when its owner is away: by hand, outside office hours, on holidays."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import change_settings
from apps.chat.availability.away import set_away_reply
from apps.chat.availability.office_hours import is_at_work, read_stretches, stretches_text
from apps.chat.models import AwayReply, Conversation, Message
from apps.chat.reading.services import mark_read
from apps.chat.sending.services import send_message
from apps.chat.stages.services import set_stage
from apps.errors import InvalidInput
from apps.realtime.models import Presence

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
OFFICE = {day: [(time(9), time(12)), (time(13), time(18))] for day in range(5)}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def conversation(clock, conversation: Conversation, drain) -> Conversation:
    drain()
    return conversation


@pytest.fixture
def ask(ana: User, conversation: Conversation, drain):
    """`ask()` is a question of Ana's, heard by everybody; what was answered by itself."""

    def asked(writer: User = ana) -> list[str]:
        send_message(sender=writer, conversation_id=conversation.pk, body=f"Is it open? {uuid4()}", client_id=uuid4())
        drain()
        return list(Message.objects.filter(origin="auto").order_by("seq").values_list("body", flat=True))

    return asked


def hours(ben: User, **more: Any) -> None:
    set_away_reply(person=ben, text="I answer from nine.", is_on=False, by_hours=True, hours=OFFICE, **more)


class TestWhen:
    @pytest.mark.parametrize(
        ("at", "answers"),
        [
            ("2026-03-02T10:00", False),
            ("2026-03-02T12:30", True),
            ("2026-03-02T08:59", True),
            ("2026-03-02T18:00", True),
            ("2026-03-07T10:00", True),
        ],
    )
    def test_outside_office_hours_alone(self, ben: User, ask, clock, at: str, answers: bool):
        hours(ben)
        clock.move_to(datetime.fromisoformat(at).replace(tzinfo=UTC))
        assert bool(ask()) == answers

    def test_on_its_owners_clock_wherever_they_are(self, ben: User, ask, clock):
        hours(ben)
        change_settings(person=ben, changes={"time_zone": "Asia/Shanghai"})
        clock.move_to(datetime(2026, 3, 2, 1, 30, tzinfo=UTC))
        assert ask() == []
        clock.move_to(datetime(2026, 3, 2, 10, 30, tzinfo=UTC))
        assert ask() == ["I answer from nine."]

    @pytest.mark.parametrize(("at", "works"), [("2026-03-27T08:00", True), ("2026-03-30T07:00", True)])
    def test_nine_oclock_is_so_on_both_sides_of_a_change_of_the_clocks(self, at: str, works: bool):
        moment, zone = datetime.fromisoformat(at).replace(tzinfo=UTC), ZoneInfo("Europe/Berlin")
        assert is_at_work(moment, OFFICE, zone=zone, country="DE") == works
        assert not is_at_work(moment - timedelta(minutes=1), OFFICE, zone=zone, country="DE")

    @pytest.mark.parametrize(
        ("day", "country", "works"),
        [
            (date(2026, 2, 17), "CN", False),
            (date(2026, 2, 14), "CN", True),
            (date(2026, 2, 15), "CN", False),
            (date(2026, 2, 17), "", True),
            (date(2026, 4, 3), "DE", False),
            (date(2026, 4, 3), "CN", True),
        ],
    )
    def test_holidays_are_free_and_days_made_up_are_worked(self, day: date, country: str, works: bool):
        moment = datetime.combine(day, time(10), UTC)
        assert is_at_work(moment, OFFICE, zone=ZoneInfo("UTC"), country=country) == works

    def test_until_then_and_no_longer(self, ben: User, ask, clock):
        set_away_reply(person=ben, text="Back on Monday.", is_on=True, until=MONDAY + timedelta(hours=1))
        clock.move_to(MONDAY + timedelta(hours=2))
        assert ask() == []


class TestSilent:
    @pytest.fixture(autouse=True)
    def _away(self, ben: User, conversation: Conversation) -> None:
        set_away_reply(person=ben, text="Back on Monday.", is_on=True)

    def test_while_its_owner_is_online(self, ben: User, ask):
        Presence.objects.update_or_create(
            user=ben, defaults={"online_until": MONDAY + timedelta(minutes=1), "seen_at": MONDAY}
        )
        assert ask() == []

    def test_of_what_its_owner_has_read(self, ana: User, ben: User, conversation: Conversation, drain):
        sent = send_message(sender=ana, conversation_id=conversation.pk, body="Still open?", client_id=uuid4())
        mark_read(user=ben, conversation_id=conversation.pk, seq=sent.seq)
        drain()
        assert not Message.objects.filter(origin="auto").exists()

    def test_in_a_conversation_that_was_closed(self, ana: User, ben: User, conversation: Conversation, drain):
        send_message(sender=ana, conversation_id=conversation.pk, body="Still open?", client_id=uuid4())
        set_stage(by=ana, conversation_id=conversation.pk, stage="closed")
        drain()
        assert not Message.objects.filter(origin="auto").exists()

    def test_towards_another_auto_reply(self, ana: User, ask):
        set_away_reply(person=ana, text="I answer in the evening.", is_on=True)
        assert [ask(), ask()] == [["Back on Monday."]] * 2

    def test_after_it_answered_for_a_day(self, ask, clock):
        ask()
        clock.move_to(MONDAY + timedelta(hours=23))
        assert len(ask()) == 1
        clock.move_to(MONDAY + timedelta(hours=25))
        assert len(ask()) == 2

    def test_on_what_no_person_wrote(self, ana: User, conversation: Conversation, drain):
        for origin in ("auto", "job_card", "bulk_decline"):
            send_message(
                sender=ana,
                conversation_id=conversation.pk,
                body=f"By itself: {origin}",
                client_id=uuid4(),
                origin=origin,
            )
        drain()
        assert not Message.objects.filter(body="Back on Monday.").exists()


def test_each_reads_it_in_their_language_and_for_the_occasion(ana: User, ben: User, ask, clock):
    texts = {
        ("away", "zh-hans"): "我周一回来。",
        ("hours", "en"): "I answer from nine.",
        ("holiday", "zh-hans"): "放假中，节后回复。",
    }
    hours(ben, texts=texts, holiday_country="CN")
    change_settings(person=ana, changes={"language": "zh-hans"})
    clock.move_to(datetime(2026, 3, 2, 20, tzinfo=UTC))
    assert ask() == ["我周一回来。"]
    clock.move_to(datetime(2026, 5, 1, 10, tzinfo=UTC))
    assert ask()[1:] == ["放假中，节后回复。"]
    change_settings(person=ana, changes={"language": "en"})
    clock.move_to(datetime(2026, 5, 7, 20, tzinfo=UTC))
    assert ask()[2:] == ["I answer from nine."]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("9-18", "09:00–18:00"),
        ("13:00–18:00, 9:00-12:30", "09:00–12:30, 13:00–18:00"),
        ("9：00至12：00，13到24", "09:00–12:00, 13:00–24:00"),
        ("", ""),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, shown: str):
    assert stretches_text(read_stretches(text)) == shown


@pytest.mark.parametrize("text", ["nine to five", "9-8", "9-12, 11-13", "25-26", "9:70-10", "22-24, 23-24"])
def test_hours_that_cannot_be_are_refused(text: str):
    with pytest.raises(InvalidInput):
        read_stretches(text)


def test_the_page_keeps_hours_and_texts_and_says_so_where_one_is(ben: User, sign_in, clock):
    browser, address = sign_in(ben), reverse("chat:away")
    form = {
        "by_hours": "on",
        "text": "I answer from nine.",
        "day0": "9-11",
        "holiday_country": "CN",
        "text_hours_zh_hans": "九点后回复。",
    }
    assert browser.post(address, form).status_code == 302
    page = browser.get(address).text
    assert 'value="09:00–11:00"' in page
    assert "九点后回复。" in page
    assert "Your auto-reply is on." in browser.get(reverse("chat:inbox")).text
    clock.move_to(datetime(2026, 3, 2, 10, tzinfo=UTC))
    assert "Your auto-reply is on." not in browser.get(reverse("chat:inbox")).text
    wrong = browser.post(address, form | {"day0": "late"})
    assert (wrong.status_code, "Write it like this" in wrong.text, 'value="late"' in wrong.text) == (422, True, True)
    assert browser.post(address, {"by_hours": "on", "text": "Hi"}).status_code == 422


def test_the_api_keeps_them_too_and_leaves_what_is_left_out(ben: User, sign_in):
    browser, address, kind = sign_in(ben), reverse("away-reply"), "application/json"
    body = {
        "text": "I answer from nine.",
        "is_on": False,
        "by_hours": True,
        "hours": [{"weekday": 0, "begin": "09:00", "end": "18:00"}],
        "texts": [{"occasion": "hours", "language": "zh-hans", "text": "九点后回复。"}],
    }
    assert browser.put(address, body, content_type=kind).json()["hours"] == body["hours"]
    kept = browser.put(address, {"text": "Away.", "is_on": True}, content_type=kind).json()
    assert (kept["hours"], kept["texts"], kept["by_hours"]) == (body["hours"], body["texts"], True)
    assert browser.put(address, {"text": "", "is_on": True, "texts": []}, content_type=kind).status_code == 400
    assert AwayReply.objects.get().text == "Away."
