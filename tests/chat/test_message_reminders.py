"""Being reminded of one message: once, in one's own zone; said so where it was recalled meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import block, change_settings
from apps.chat.availability import message_reminders
from apps.chat.availability.message_reminders import MESSAGE, TooManyReminders, remind_of
from apps.chat.messages.services import recall_message
from apps.chat.models import Conversation, Message
from apps.notifications.deciding.wording import as_frame
from apps.notifications.models import Notification
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.running import run_due

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
JSON = "application/json"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def greeting(clock, conversation: Conversation) -> Message:
    return Message.objects.get(conversation=conversation, seq=1)


def told(person: User) -> list[dict]:
    return [
        as_frame(one, language="en")
        for one in Notification.objects.filter(person=person, kind="message_reminder", channel="in_app")
    ]


def test_it_comes_once_and_leads_to_the_message(ben: User, greeting: Message):
    for hours in (1, 2):
        remind_of(person=ben, message_id=greeting.pk, at=NOW + timedelta(hours=hours))
    run_due(now=NOW + timedelta(hours=1))
    assert told(ben) == []
    for _again in range(2):
        run_due(now=NOW + timedelta(hours=2))
    (one,) = told(ben)
    assert one["title"] == "Reminder: a message from Ana"
    assert one["url"] == f"{reverse('chat:conversation', args=[greeting.conversation_id])}?at=1"
    assert greeting.body not in str(one)


def test_of_a_recalled_message_it_says_so(ana: User, ben: User, greeting: Message, sign_in):
    remind_of(person=ben, message_id=greeting.pk, at=NOW + timedelta(hours=1))
    recall_message(by=ana, message_id=greeting.pk)
    assert "Message recalled" in sign_in(ben).get(reverse("notifications:planned")).text
    run_due(now=NOW + timedelta(hours=1))
    assert "recalled meanwhile" in told(ben)[0]["body"]
    assert sign_in(ben).get(reverse("chat:remind", args=[greeting.conversation_id, greeting.pk])).status_code == 404


def test_the_page_offers_times_on_my_clock(ben: User, greeting: Message, sign_in):
    change_settings(person=ben, changes={"time_zone": "Asia/Shanghai"})  # noon in UTC is 20:00 there
    browser, address = sign_in(ben), reverse("chat:remind", args=[greeting.conversation_id, greeting.pk])
    page = browser.get(address).text
    assert "today at 21:00" in page
    assert "Tonight" not in page
    browser.post(address, {"choice": "tomorrow"})
    item = DueItem.objects.get(kind=MESSAGE)
    assert item.due_at == datetime(2026, 3, 3, 1, tzinfo=UTC)
    browser.post(address, {"choice": "clock", "clock": "2026-03-05T07:15", "on": "mine"})
    item.refresh_from_db()
    assert item.due_at == datetime(2026, 3, 4, 23, 15, tzinfo=UTC)
    wrong = browser.post(address, {"choice": "clock", "clock": "2026-01-01T07:15", "on": "mine"})
    assert (wrong.status_code, "still to come" in wrong.text, "2026-01-01T07:15" in wrong.text) == (422, True, True)
    planned = browser.get(reverse("notifications:planned")).text
    assert "Message from Ana" in planned
    assert greeting.body in planned
    browser.post(reverse("notifications:planned_cancel", args=[item.pk]))
    item.refresh_from_db()
    assert item.state == "cancelled"


def test_tonight_is_seven_in_the_evening(ben: User, greeting: Message, sign_in):
    address = reverse("chat:remind", args=[greeting.conversation_id, greeting.pk])
    assert "today at 19:00" in sign_in(ben).get(address).text
    sign_in(ben).post(address, {"choice": "tonight"}, headers={"HX-Request": "true"})
    assert DueItem.objects.get(kind=MESSAGE).due_at == datetime(2026, 3, 2, 19, tzinfo=UTC)


def test_by_the_api_it_is_planned_listed_and_called_off(ben: User, greeting: Message, sign_in):
    browser, address = sign_in(ben), reverse("message-reminder", args=[greeting.pk])
    made = browser.put(address, {"in_hours": 3}, content_type=JSON).json()
    assert (made["kind"], made["due_at"]) == (MESSAGE, "2026-03-02T15:00:00Z")
    assert browser.get(reverse("api-planned")).json()["results"] == [made]
    assert browser.put(address, {"at": "2026-03-01T00:00:00Z"}, content_type=JSON).status_code == 400
    for _again in range(2):
        assert browser.delete(address).status_code == 204
    run_due(now=NOW + timedelta(hours=3))
    assert told(ben) == []


def test_strangers_and_who_left_are_reminded_of_nothing(ana: User, ben: User, olga: User, greeting: Message, sign_in):
    stranger = sign_in(olga)
    assert stranger.put(reverse("message-reminder", args=[greeting.pk]), {"in_hours": 1}, JSON).status_code == 404
    assert stranger.get(reverse("chat:remind", args=[greeting.conversation_id, greeting.pk])).status_code == 404
    remind_of(person=ben, message_id=greeting.pk, at=NOW + timedelta(hours=1))
    block(blocker=ana, blocked=ben)  # what he could read he may still be reminded of
    greeting.conversation.participants.filter(user=ben).update(left_at=NOW)
    run_due(now=NOW + timedelta(hours=1))
    assert told(ben) == []


def test_there_are_so_many_and_no_more(ben: User, conversation: Conversation, greeting: Message, monkeypatch):
    monkeypatch.setattr(message_reminders, "MOST", 1)
    remind_of(person=ben, message_id=greeting.pk, at=NOW + timedelta(hours=1))
    remind_of(person=ben, message_id=greeting.pk, at=NOW + timedelta(hours=2))
    other = Message.objects.create(
        conversation=conversation, seq=2, rev=2, sent_rev=2, client_id="5" * 32, body="x", fingerprint=1, created_at=NOW
    )
    with pytest.raises(TooManyReminders):
        remind_of(person=ben, message_id=other.pk, at=NOW + timedelta(hours=1))
