"""A message goes out later: at its time, once, through the one write path; a follow-up only where no answer came."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import block, change_settings
from apps.chat.availability.away import set_away_reply
from apps.chat.availability.promises import promise_answer
from apps.chat.availability.snooze import snooze
from apps.chat.conversations.errors import ConversationClosed
from apps.chat.messages.services import recall_message
from apps.chat.models import Conversation, Message, Participant, ScheduledMessage
from apps.chat.scheduling.errors import NothingToFollow
from apps.chat.scheduling.planning import plan_message
from apps.chat.sending.services import send_message
from apps.chat.stages.services import set_stage
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders.running import run_due

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def conversation(clock, conversation: Conversation) -> Conversation:
    return conversation


def later(author: User, conversation: Conversation, body: str = "Any news?", **chosen: Any) -> ScheduledMessage:
    chosen = {"body": body, **(chosen or {"in_hours": 3})}
    conversation.refresh_from_db()
    return plan_message(author=author, conversation=conversation, client_id=uuid4(), chosen=chosen, now=NOW)


def say(sender: User, conversation: Conversation, body: str = "It is, until Friday.") -> Message:
    sent = send_message(sender=sender, conversation_id=conversation.pk, body=body, client_id=uuid4())
    return Message.objects.get(pk=sent.id)


def sent_by(person: User) -> list[str]:
    mine = Message.objects.filter(sender=person, recalled_at=None)
    return list(mine.order_by("seq").values_list("body", flat=True))


def test_it_goes_out_at_its_time_once_and_counts_as_typed(ana: User, conversation: Conversation, clock):
    later(ana, conversation, "Any news?", in_hours=3)
    clock.move_to(NOW + timedelta(hours=3))
    assert run_due(now=NOW + timedelta(hours=3) - timedelta(seconds=1)) == 0
    assert [run_due(now=NOW + timedelta(hours=3)) for _time in range(2)] == [1, 0]
    message = Message.objects.get(body="Any news?")
    assert (message.sender, message.origin) == (ana, "typed")
    assert ScheduledMessage.objects.get().message == message


def test_planned_twice_under_one_id_it_goes_out_once(ana: User, conversation: Conversation):
    chosen, client_id = {"body": "Any news?", "in_hours": 3}, uuid4()
    first, again = (
        plan_message(author=ana, conversation=conversation, client_id=client_id, chosen=chosen, now=NOW) for _ in "12"
    )
    assert first == again
    assert DueItem.objects.filter(kind="chat.message").count() == 1


def test_in_the_readers_morning_is_nine_on_their_clock_wherever_they_are(
    ana: User, ben: User, conversation: Conversation, clock
):
    change_settings(person=ben, changes={"time_zone": "Asia/Shanghai"})
    later(ana, conversation, "Good morning", morning=True)
    item = DueItem.objects.get(kind="chat.message")
    assert item.due_at == datetime(2026, 3, 3, 1, tzinfo=UTC)
    change_settings(person=ben, changes={"time_zone": "America/New_York"})
    assert run_due(now=datetime(2026, 3, 3, 1, tzinfo=UTC)) == 0
    assert run_due(now=datetime(2026, 3, 3, 14, tzinfo=UTC)) == 1


def test_nobody_else_sees_it_before(ana: User, ben: User, olga: User, conversation: Conversation, sign_in):
    scheduled = later(ana, conversation, "Any news?")
    page = reverse("chat:conversation", args=[conversation.pk])
    assert "Any news?" in sign_in(ana).get(page).text
    assert "Any news?" not in sign_in(ben).get(page).text
    for other in (ben, olga):
        browser = sign_in(other)
        assert "Any news?" not in browser.get(reverse("notifications:planned")).text
        assert browser.get(reverse("chat:scheduled", args=[scheduled.pk])).status_code == 404
        assert browser.post(reverse("chat:drop_scheduled", args=[scheduled.pk])).status_code == 404
        assert browser.delete(reverse("scheduled-message", args=[scheduled.pk])).status_code == 404
        item = DueItem.objects.get(kind="chat.message")
        assert browser.post(reverse("notifications:planned_cancel", args=[item.pk])).status_code == 404
        assert browser.delete(reverse("api-planned-item", args=[item.pk])).status_code == 404
    outsider = sign_in(olga)
    assert outsider.get(reverse("chat:later", args=[conversation.pk])).status_code == 404
    body = {"body": "Hi", "in_hours": 1}
    address = reverse("conversation-scheduled", args=[conversation.pk])
    assert outsider.post(address, body, content_type="application/json").status_code == 404


def test_what_is_refused_at_its_time_is_told_and_its_text_is_kept(
    ana: User, ben: User, conversation: Conversation, clock, sign_in
):
    scheduled = later(ana, conversation, "Any news?")
    block(blocker=ben, blocked=ana)
    run_due(now=NOW + timedelta(hours=3))
    assert "Any news?" not in sent_by(ana)
    assert Notification.objects.filter(person=ana, kind="scheduled_refused").count() == 1
    browser = sign_in(ana)
    page = browser.get(reverse("chat:not_sent")).text
    assert "Any news?" in page
    assert "isn’t accepting" in page or "accept" in page
    browser.post(reverse("chat:drop_scheduled", args=[scheduled.pk]))
    assert "Any news?" not in browser.get(reverse("chat:not_sent")).text


def test_into_a_closed_conversation_nothing_goes_out(ana: User, ben: User, conversation: Conversation):
    later(ana, conversation, "Any news?")
    set_stage(by=ana, conversation_id=conversation.pk, stage="closed")
    run_due(now=NOW + timedelta(hours=3))
    assert ScheduledMessage.objects.get().refused_as == "conversation_closed"
    assert Conversation.objects.get().stage == "closed"
    with pytest.raises(ConversationClosed):
        later(ana, conversation, "Once more")


def test_where_there_was_too_much_at_once_it_waits_a_minute(ana: User, conversation: Conversation, clock, settings):
    settings.CHAT_MESSAGES_PER_MINUTE = 1
    later(ana, conversation, "Any news?")
    later(ana, conversation, "And when?")
    clock.move_to(NOW + timedelta(hours=3))
    assert run_due(now=NOW + timedelta(hours=3)) == 1
    clock.move_to(NOW + timedelta(hours=3, minutes=2))
    assert run_due(now=NOW + timedelta(hours=3, minutes=2)) == 1
    assert sent_by(ana)[1:] == ["Any news?", "And when?"]


class TestFollowUp:
    def due(self, days: int = 3) -> int:
        return run_due(now=NOW + timedelta(days=days))

    def test_without_an_answer_it_goes_out_in_the_readers_day(self, ana: User, ben: User, conversation: Conversation):
        change_settings(person=ben, changes={"time_zone": "America/Los_Angeles"})
        later(ana, conversation, in_days=3)
        assert DueItem.objects.get(kind="chat.follow_up").due_at == datetime(2026, 3, 5, 17, tzinfo=UTC)
        assert self.due(days=4) == 1
        assert "Any news?" in sent_by(ana)

    @pytest.mark.parametrize("meanwhile", ["answer", "promise", "close", "recall", "block", "reopen"])
    def test_whatever_makes_it_moot_calls_it_off(
        self, ana: User, ben: User, conversation: Conversation, drain, meanwhile: str
    ):
        later(ana, conversation, in_days=3)
        if meanwhile == "answer":
            say(ben, conversation)
        elif meanwhile == "promise":
            promise_answer(user=ben, conversation_id=conversation.pk)
        elif meanwhile in ("close", "reopen"):
            set_stage(by=ana, conversation_id=conversation.pk, stage="closed")
            if meanwhile == "reopen":
                set_stage(by=ben, conversation_id=conversation.pk, stage="clarify")
        elif meanwhile == "recall":
            recall_message(by=ana, message_id=Message.objects.get(sender=ana).pk)
        else:
            block(blocker=ben, blocked=ana)
        drain()
        if meanwhile != "block":
            assert DueItem.objects.get(kind="chat.follow_up").state == "cancelled"
        self.due()
        assert "Any news?" not in sent_by(ana)
        assert not Notification.objects.filter(person=ana, kind="scheduled_refused").exists()

    def test_it_is_called_off_even_where_nobody_has_heard_of_the_answer(
        self, ana: User, ben: User, conversation: Conversation
    ):
        later(ana, conversation, in_days=3)
        say(ben, conversation)
        self.due()
        assert "Any news?" not in sent_by(ana)

    def test_an_auto_reply_is_no_answer(self, ana: User, ben: User, conversation: Conversation, drain):
        set_away_reply(person=ben, text="Back on Monday.", is_on=True)
        later(ana, conversation, in_days=3)
        drain()
        assert Message.objects.filter(origin="auto").exists()
        self.due()
        assert "Any news?" in sent_by(ana)

    def test_who_is_waited_for_has_nothing_to_follow(self, ben: User, conversation: Conversation):
        with pytest.raises(NothingToFollow):
            later(ben, conversation, in_days=3)

    def test_a_colleagues_word_is_no_answer(self, ana: User, ben: User, conversation: Conversation, drain):
        say(ben, conversation)
        drain()
        later(ben, conversation, in_days=3)
        colleague = User.objects.create_user(email="c@x.example", name="Cem", role="recruiter", company=ben.company)
        Participant.objects.create(conversation=conversation, user=colleague, role="recruiter")
        say(colleague, conversation, "And I am the one for the technical part.")
        drain()
        assert self.due() == 1


class TestList:
    def test_everything_planned_stands_in_it_on_both_clocks(
        self, ana: User, ben: User, conversation: Conversation, sign_in
    ):
        change_settings(person=ben, changes={"time_zone": "Asia/Shanghai"})
        later(ana, conversation, "Any news?", in_hours=3)
        later(ana, conversation, "Still there?", in_days=3)
        snooze(user=ana, conversation_id=conversation.pk, until=NOW + timedelta(hours=1))
        page = sign_in(ana).get(reverse("notifications:planned")).text
        assert "today at 15:00" in page
        assert "23:00 for Ben" in page
        assert "unless they answer before" in page
        assert page.index("Snoozed") < page.index("Any news?") < page.index("Still there?")
        listed = sign_in(ana).get(reverse("api-planned")).json()
        assert [one["kind"] for one in listed["results"]] == ["chat.snooze", "chat.message", "chat.follow_up"]

    def test_text_and_time_are_changed_on_the_page(self, ana: User, ben: User, conversation: Conversation, sign_in):
        change_settings(person=ben, changes={"time_zone": "Asia/Shanghai"})
        scheduled = later(ana, conversation)
        address = reverse("chat:scheduled", args=[scheduled.pk])
        sign_in(ana).post(address, {"body": "Good morning", "clock": "2026-03-04T09:00", "on": "theirs"})
        assert DueItem.objects.get(kind="chat.message").due_at == datetime(2026, 3, 4, 1, tzinfo=UTC)
        run_due(now=datetime(2026, 3, 4, 1, tzinfo=UTC))
        assert "Good morning" in sent_by(ana)
        assert sign_in(ana).get(address).status_code == 404

    @pytest.mark.parametrize("at", ["2026-03-02T11:00", "2027-06-01T09:00", "tomorrow", ""])
    def test_a_time_that_cannot_be_is_refused_in_words_and_nothing_is_lost(
        self, ana: User, conversation: Conversation, sign_in, at: str
    ):
        scheduled = later(ana, conversation)
        before = DueItem.objects.get(kind="chat.message").due_at
        answer = sign_in(ana).post(
            reverse("chat:scheduled", args=[scheduled.pk]), {"body": "New", "clock": at, "on": "mine"}
        )
        assert answer.status_code == 422
        assert "New</textarea>" in answer.text
        assert DueItem.objects.get(kind="chat.message").due_at == before

    def test_a_snooze_is_moved_and_called_off_from_the_list(self, ana: User, conversation: Conversation, sign_in):
        snooze(user=ana, conversation_id=conversation.pk, until=NOW + timedelta(hours=1))
        item, browser = DueItem.objects.get(kind="chat.snooze"), sign_in(ana)
        browser.post(reverse("notifications:planned_time", args=[item.pk]), {"clock": "2026-03-05T08:00", "on": "mine"})
        seat = Participant.objects.get(user=ana)
        assert seat.snoozed_until == datetime(2026, 3, 5, 8, tzinfo=UTC)
        browser.post(reverse("notifications:planned_cancel", args=[item.pk]))
        seat.refresh_from_db()
        assert seat.snoozed_until is None

    def test_by_the_api_it_is_planned_moved_and_called_off(self, ana: User, conversation: Conversation, sign_in):
        browser, kind = sign_in(ana), "application/json"
        body = {"body": "Any news?", "clock": "2026-03-03T09:00", "on": "mine", "client_id": str(uuid4())}
        made = browser.post(reverse("conversation-scheduled", args=[conversation.pk]), body, content_type=kind)
        assert (made.status_code, made.json()["state"], made.json()["due_at"]) == (
            201,
            "waiting",
            "2026-03-03T09:00:00Z",
        )
        one = reverse("scheduled-message", args=[made.json()["id"]])
        changed = browser.patch(one, {"body": "Once more", "in_hours": 5}, content_type=kind).json()
        assert (changed["body"], changed["due_at"]) == ("Once more", "2026-03-02T17:00:00Z")
        item = reverse("api-planned-item", args=[DueItem.objects.get(kind="chat.message").pk])
        moved = browser.patch(item, {"at": "2026-03-03T10:00:00+01:00"}, content_type=kind).json()
        assert moved["due_at"] == "2026-03-03T09:00:00Z"
        assert browser.delete(one).status_code == 204
        assert browser.get(one).json()["state"] == "cancelled"
        assert browser.delete(one).status_code == 409


def test_the_sheet_plans_what_was_chosen_and_works_without_a_script(ana: User, conversation: Conversation, sign_in):
    browser, address = sign_in(ana), reverse("chat:later", args=[conversation.pk])
    assert "Ben" in browser.get(address).text
    form = {"body": "Any news?", "client_id": str(uuid4()), "choice": "follow_up", "days": "2", "on": "mine"}
    answer = browser.post(address, form, follow=True)
    assert "It goes out Wed 4 Mar at 12:00." in answer.text
    assert DueItem.objects.get(kind="chat.follow_up").due_at == NOW + timedelta(days=2)
    wrong = browser.post(address, form | {"choice": "clock", "clock": "2026-01-01T09:00", "client_id": str(uuid4())})
    assert (wrong.status_code, "still to come" in wrong.text, "Any news?</textarea>" in wrong.text) == (
        422,
        True,
        True,
    )


def test_a_conversation_is_snoozed_to_any_time(ana: User, conversation: Conversation, sign_in):
    browser, address = sign_in(ana), reverse("chat:snooze", args=[conversation.pk])
    assert 'value="2026-03-03T09:00"' in browser.get(address).text
    browser.post(address, {"clock": "2026-03-09T07:15", "on": "mine"})
    assert Participant.objects.get(user=ana).snoozed_until == datetime(2026, 3, 9, 7, 15, tzinfo=UTC)
    assert browser.post(address, {"clock": "2026-01-01T07:15", "on": "mine"}).status_code == 422
    run_due(now=datetime(2026, 3, 9, 7, 15, tzinfo=UTC))
    assert Participant.objects.get(user=ana).snoozed_until is None
