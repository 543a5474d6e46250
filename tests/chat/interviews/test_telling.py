"""Who hears of an interview, when: reminders, and the calendar's file by e-mail and on the page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from icalendar import Calendar

from apps.accounts.models import User
from apps.chat.models import Conversation, Interview
from apps.chat.participants.services import hand_over
from apps.chat.stages.services import set_stage
from apps.events.relay import relay_outbox
from apps.notifications.channels.mail import compose
from apps.notifications.channels.outgoing_mail import claim_due_mail
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders.running import run_due
from tests.chat.interviews.conftest import LATER, TEN, Do, Invite
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db
START = datetime.fromisoformat(TEN)
DAY, HOUR = "interview_tomorrow", "interview_in_an_hour"


def told(person: User) -> list[str]:
    kinds = Notification.objects.filter(person=person, channel="in_app", kind__in=[DAY, HOUR])
    return list(kinds.order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def at(clock: Any) -> Callable[[datetime], None]:
    """It is so late now, and what is due has happened."""

    def at(moment: datetime) -> None:
        clock.move_to(moment)
        run_due(now=moment)

    return at


def letters() -> list[tuple[str, str, Any]]:
    """To whom, which method, the event in it; of what was sent."""
    while relay_outbox():
        pass
    for person, notifications in claim_due_mail(now=datetime.now(UTC)):
        compose(person, notifications).send()
    found = []
    for message in mail.outbox:
        for part in message.attachments:
            calendar = Calendar.from_ical(part.get_payload(decode=True))
            found.append((message.to[0], str(calendar["METHOD"]), calendar.events[0]))
    return found


def test_both_are_reminded_a_day_and_an_hour_before_each_once(invite: Invite, do: Do, ana: User, ben: User, at):
    do(invite(LATER), ana, "accept", slot=LATER)
    start = datetime.fromisoformat(LATER)
    at(start - timedelta(days=1, minutes=1))
    assert told(ana) == told(ben) == []
    at(start - timedelta(days=1))
    at(start - timedelta(days=1) + timedelta(minutes=1))
    assert told(ana) == told(ben) == [DAY]
    at(start - timedelta(hours=1))
    at(start)
    assert told(ana) == told(ben) == [DAY, HOUR]


def test_the_reminder_says_when_on_its_readers_clock(invite: Invite, do: Do, ana: User, ben: User, at, talk):
    do(invite(), ana, "accept", slot=TEN)
    at(START - timedelta(hours=1))
    page = Client()
    page.force_login(ana)
    assert "In an hour, at 10:00: interview with Ben" in page.get("/notifications/").content.decode()
    page.force_login(ben)
    assert "In an hour, at 03:00: interview with Ana" in page.get("/notifications/").content.decode()


@pytest.mark.parametrize(
    ("zone", "start", "hours"),
    [("Europe/Berlin", "2026-03-29T10:00", 23), ("America/New_York", "2026-03-08T15:00", 23)],
)
def test_a_day_before_is_the_same_hour_over_the_change_of_clocks(
    invite: Invite, do: Do, ana: User, ben: User, zone: str, start: str, hours: int
):
    ben.time_zone = zone
    ben.save(update_fields=["time_zone"])
    (slot,) = (card := invite(start)).facts["slots"]
    do(card, ana, "accept", slot=slot)
    due = DueItem.objects.get(person=ben, kind="chat.interview_tomorrow").due_at
    assert datetime.fromisoformat(slot) - due == timedelta(hours=hours)


def test_what_is_agreed_for_today_brings_the_later_reminder_alone(invite: Invite, do: Do, ana: User, clock, at):
    card = invite()
    clock.move_to(START - timedelta(hours=5))
    do(card, ana, "accept", slot=TEN)
    at(START)
    assert told(ana) == []
    assert DueItem.objects.filter(state="cancelled").count() == 2
    assert not DueItem.objects.filter(kind="chat.interview_tomorrow").exists()


@pytest.mark.parametrize("action", ["cancel", "move"])
def test_no_reminder_comes_of_what_was_moved_or_called_off(invite: Invite, do: Do, ana: User, ben: User, at, action):
    card = do(invite(), ana, "accept", slot=TEN)
    do(card, ben, action, **({"reason": "filled"} if action == "cancel" else {"slots": [LATER]}))
    at(START - timedelta(minutes=30))
    assert told(ana) == told(ben) == []
    if action == "move":
        do(card, ana, "accept", slot=LATER)
        at(datetime.fromisoformat(LATER) - timedelta(hours=1))
        assert told(ana) == told(ben) == [HOUR]


def test_no_reminder_comes_into_a_closed_conversation(invite: Invite, do: Do, ana: User, ben: User, at, talk):
    do(invite(), ana, "accept", slot=TEN)
    set_stage(by=ana, conversation_id=talk.pk, stage="closed")
    at(START - timedelta(hours=1))
    assert told(ana) == told(ben) == []


def test_closing_the_conversation_calls_it_off_and_calendars_hear_of_it(
    invite: Invite, do: Do, ana: User, ben: User, talk: Conversation
):
    do(invite(), ana, "accept", slot=TEN)
    letters()
    mail.outbox.clear()
    set_stage(by=ana, conversation_id=talk.pk, stage="closed")
    assert {(to, method) for to, method, _event in letters()} == {(ana.email, "CANCEL"), (ben.email, "CANCEL")}
    assert Interview.objects.select_related("card").get().card.state == "cancelled"


def test_who_takes_over_is_reminded_instead(invite: Invite, do: Do, ana: User, ben: User, at, talk: Conversation):
    do(invite(), ana, "accept", slot=TEN)
    carl = RecruiterFactory(company=ben.company, name="Carl")
    hand_over(by=ben, conversation_id=talk.pk, to=carl)
    while relay_outbox():
        pass
    at(START - timedelta(hours=1))
    assert (told(ana), told(ben), told(carl)) == ([HOUR], [], [HOUR])


def test_each_sides_calendar_hears_of_every_version_by_mail(invite: Invite, do: Do, ana: User, ben: User):
    card = do(invite(note="请带上作品集"), ana, "accept", slot=TEN)
    first = letters()
    assert sorted((to, method) for to, method, _event in first) == [(ana.email, "REQUEST"), (ben.email, "REQUEST")]
    mail.outbox.clear()
    do(card, ben, "move", slots=[LATER])
    second = letters()
    mail.outbox.clear()
    do(card, ana, "accept", slot=LATER)
    third = letters()
    methods = [{method for _to, method, _event in letters} for letters in (first, second, third)]
    assert methods == [{"REQUEST"}, {"CANCEL"}, {"REQUEST"}]
    of_ana = [next(event for to, _method, event in letters if to == ana.email) for letters in (first, second, third)]
    assert len({event["UID"] for event in of_ana}) == 1
    assert [event["SEQUENCE"] for event in of_ana] == [1, 2, 3]
    assert (of_ana[0].start, of_ana[2].start) == (START, datetime.fromisoformat(LATER))
    assert "请带上作品集" in of_ana[0]["DESCRIPTION"]


def test_a_letter_shows_nobodys_address_to_the_other(invite: Invite, do: Do, ana: User, ben: User):
    do(invite(), ana, "accept", slot=TEN)
    letters()
    for message in mail.outbox:
        (other,) = {ana.email, ben.email} - {message.to[0]}
        text = message.message().as_string() + str([part.get_payload(decode=True) for part in message.attachments])
        assert other not in text


def test_a_chinese_file_name_survives_on_the_page_and_in_the_letter(
    invite: Invite, do: Do, ana: User, talk: Conversation
):
    ana.language = "zh-hans"
    ana.save(update_fields=["language"])
    do(invite(), ana, "accept", slot=TEN)
    letters()
    (message,) = [message for message in mail.outbox if message.to == [ana.email]]
    assert message.attachments[0].get_filename().startswith("面试：Backend engineer")
    client = Client()
    client.force_login(ana)
    answer = client.get(f"/interviews/{Interview.objects.get().pk}/calendar.ics")
    assert "filename*=utf-8''%E9%9D%A2%E8%AF%95" in answer["Content-Disposition"]
    assert answer["Content-Type"].startswith("text/calendar")
    assert Calendar.from_ical(answer.content).events[0].start == START
