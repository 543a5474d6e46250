"""Whose turn it is, and since when: what people wrote decides, whatever else happened in between."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts.models import User
from apps.chat.availability.away import set_away_reply
from apps.chat.availability.promises import promise_answer
from apps.chat.closing.services import decline
from apps.chat.conversations.errors import LastOfCompany
from apps.chat.conversations.models import Participant
from apps.chat.conversations.sections import Section
from apps.chat.inbox.selectors import entry_for
from apps.chat.inbox.wording import why
from apps.chat.messages.services import recall_message
from apps.chat.messages.turns import Turn, turn_of
from apps.chat.models import Answer, Conversation, Message
from apps.chat.participants.services import hand_over, leave_conversation
from apps.chat.reading.selectors import unread_total
from apps.chat.sending.services import send_message
from apps.chat.stages.services import set_stage
from apps.events.models import OutboxEvent
from apps.matching.models import Responsiveness
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders.running import run_due
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unhurried(settings) -> None:
    """What is written here isn't counted by the minute."""
    settings.CHAT_MESSAGES_PER_MINUTE = settings.CHAT_CHANGES_PER_MINUTE = 0


def say(person: User, conversation: Conversation, body: str) -> Message:
    sent = send_message(sender=person, conversation_id=conversation.pk, body=body, client_id=uuid4())
    return Message.objects.get(pk=sent.id)


def later(**by: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**by), tick=False)


@pytest.fixture
def colleague(ben: User) -> User:
    return RecruiterFactory(company=ben.company, name="Xiaowen")


def test_waiting_counts_from_the_unanswered_question_whatever_came_between(
    ana: User, ben: User, colleague: User, conversation: Conversation, drain
):
    asked = Message.objects.get().created_at
    set_away_reply(person=ben, text="Back on Monday", is_on=True)
    drain()
    with later(hours=1):
        promise_answer(user=ben, conversation_id=conversation.pk)
    with later(hours=2):
        set_stage(by=ben, conversation_id=conversation.pk, stage="interview")
    with later(hours=3):
        say(ana, conversation, "Are you still there?")
    with later(hours=4):
        hand_over(by=ben, conversation_id=conversation.pk, to=colleague)
    conversation.refresh_from_db()
    assert (conversation.waiting_for, conversation.waiting_since) == (colleague, asked)
    with later(days=1):
        assert why(entry_for(colleague, conversation.pk), colleague, now=timezone.now()).endswith("yesterday")


def test_what_the_product_says_doesnt_lift_a_conversation(ana: User, ben: User, conversation: Conversation, drain):
    before = Conversation.objects.get().last_message_at
    set_away_reply(person=ben, text="Back on Monday", is_on=True)
    with later(hours=2):
        set_stage(by=ben, conversation_id=conversation.pk, stage="interview")
        drain()
    assert Message.objects.filter(origin="auto").count() == 1
    assert Conversation.objects.get().last_message_at == before


def test_the_reminder_goes_to_whom_it_waits_for(
    ana: User, ben: User, colleague: User, conversation: Conversation, drain
):
    drain()
    hand_over(by=ben, conversation_id=conversation.pk, to=colleague)
    drain()
    drain()
    DueItem.objects.filter(state="waiting").update(due_at=timezone.now(), try_at=timezone.now())
    with later(days=2):
        run_due(now=timezone.now().replace(hour=12))
    told = Notification.objects.filter(kind="greeting_unanswered")
    assert set(told.values_list("person", flat=True)) == {colleague.pk}


class TestRecall:
    def test_sent_and_recalled_is_never_sent(self, ana: User, ben: User, conversation: Conversation, drain):
        drain()
        before = account(conversation)
        answer = say(ben, conversation, "It is. When could you start?")
        drain()
        assert Answer.objects.count() == 1
        recall_message(by=ben, message_id=answer.pk)
        drain()
        assert account(conversation) == before
        assert not Answer.objects.exists()
        assert not Responsiveness.objects.filter(person=ben, answered__gt=0).exists()
        assert unread_total(ana) == 0
        reminder = DueItem.objects.get(person=ben, kind="chat.unanswered")
        assert (reminder.state, reminder.finished_at) == ("waiting", None)

    def test_recalled_before_anybody_heard_of_it(self, ben: User, conversation: Conversation, drain):
        answer = say(ben, conversation, "It is.")
        recall_message(by=ben, message_id=answer.pk)
        drain()
        assert not Answer.objects.exists()

    def test_the_next_message_is_the_answer_then(self, ana: User, ben: User, conversation: Conversation, drain):
        first = say(ben, conversation, "It is.")
        second = say(ben, conversation, "It is, until Friday.")
        drain()
        recall_message(by=ben, message_id=first.pk)
        drain()
        answer = Answer.objects.get()
        assert (answer.message, answer.is_first) == (second, True)

    def test_a_question_taken_back_leaves_its_answer(self, ana: User, ben: User, conversation: Conversation, drain):
        question = Message.objects.get()
        say(ben, conversation, "It is, until Friday.")
        drain()
        recall_message(by=ana, message_id=question.pk)
        drain()
        assert Answer.objects.get().opening == question

    def test_recalling_what_answered_in_turn_opens_the_first_answer_again(
        self, ana: User, ben: User, conversation: Conversation, drain
    ):
        say(ben, conversation, "Yes. When could you start, and where do you live?")
        earnest = say(ana, conversation, "From 1 May; I live in Hangzhou, near the west lake.")
        drain()
        assert Answer.objects.get(is_first=True).reciprocated_by == earnest
        recall_message(by=ana, message_id=earnest.pk)
        drain()
        assert Answer.objects.get(is_first=True).reciprocated_by is None


def account(conversation: Conversation) -> object:
    """What sending may move, but for the numbers and the place in the list."""
    names = ("waiting_for", "waiting_since", "stage", "closed_from", "opened_at", "recruiter")
    return Conversation.objects.filter(pk=conversation.pk).values(*names).get()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.sampled_from(["ana", "ben", "recall", "promise", "hand over"]), max_size=8))
def test_the_running_account_is_what_a_recount_gives(
    ana: User, ben: User, colleague: User, conversation: Conversation, moves: list[str]
):
    """And whatever is said and taken back at once leaves no trace in it."""
    for move in moves:
        before = account(conversation)
        current = Conversation.objects.get(pk=conversation.pk)
        if move in ("ana", "ben"):
            say({"ana": ana, "ben": ben}[move], conversation, f"{move} says something {uuid4()}")
        elif move == "recall":
            for person in (ana, ben):
                recall_message(by=person, message_id=say(person, conversation, f"Never mind {uuid4()}").pk)
                assert account(conversation) == before
        elif move == "promise" and current.waiting_for_id == ben.pk:
            promise_answer(user=ben, conversation_id=conversation.pk)
        elif move == "hand over":
            hand_over(by=ben, conversation_id=conversation.pk, to=colleague)
        current = Conversation.objects.get(pk=conversation.pk)
        assert turn_of(current) == Turn(current.waiting_for_id, current.waiting_since)


class TestLeaving:
    def test_the_last_of_a_company_stays(self, ana: User, ben: User, conversation: Conversation):
        with pytest.raises(LastOfCompany):
            leave_conversation(user=ben, conversation_id=conversation.pk)
        assert Participant.objects.get(user=ben).left_at is None
        assert Message.objects.count() == 1

    def test_leaving_is_handing_over(self, ana: User, ben: User, colleague: User, conversation: Conversation):
        leave_conversation(user=ben, conversation_id=conversation.pk, to=colleague)
        conversation.refresh_from_db()
        assert (conversation.recruiter, conversation.waiting_for) == (colleague, colleague)
        assert entry_for(colleague, conversation.pk).section == Section.NEW

    def test_a_colleague_who_is_in_it_takes_over(
        self, ana: User, ben: User, colleague: User, conversation: Conversation
    ):
        hand_over(by=ben, conversation_id=conversation.pk, to=colleague)
        leave_conversation(user=colleague, conversation_id=conversation.pk)
        conversation.refresh_from_db()
        assert (conversation.recruiter, conversation.waiting_for) == (ben, ben)

    def test_by_the_page_and_by_the_api(self, ben: User, colleague: User, conversation: Conversation, sign_in):
        client = sign_in(ben)
        url = f"/api/v1/conversations/{conversation.pk}/leave/"
        refused = client.post(url, content_type="application/json")
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "last_of_company")
        assert client.post(f"/inbox/{conversation.pk}/do/leave/").status_code == 409
        assert client.post(url, {"to": 10**9}, content_type="application/json").status_code == 404
        assert client.post(f"/inbox/{conversation.pk}/do/leave/", {"to": colleague.pk}).status_code == 204
        assert client.get(f"/inbox/{conversation.pk}/").status_code == 404


class TestClosing:
    def test_closing_ends_the_waiting_and_can_be_undone(
        self, ana: User, ben: User, conversation: Conversation, sign_in
    ):
        before = account(conversation)
        client = sign_in(ana)
        url = f"/inbox/{conversation.pk}/do/stage/"
        answer = client.post(url, {"value": "closed", "words": "I found something else. Thank you!"})
        assert '"value": "greeting"' in answer.content.decode()
        assert account(conversation)["waiting_for"] is None
        assert Message.objects.get(sender=ana, seq=2).body == "I found something else. Thank you!"
        assert client.post(url, {"value": "greeting"}).status_code == 200
        assert account(conversation) == before
        assert client.post(url, {"value": "offer"}).status_code == 403

    @pytest.mark.parametrize("writer", ["ana", "ben"])
    def test_any_message_opens_it_again_and_says_so(
        self, ana: User, ben: User, conversation: Conversation, drain, writer: str
    ):
        person, other = (ana, ben) if writer == "ana" else (ben, ana)
        set_stage(by=ben, conversation_id=conversation.pk, stage="offer")
        decline(by=ben, conversation_id=conversation.pk, words="The team stays as it is.")
        assert entry_for(other, conversation.pk).section == Section.CLOSED
        message = say(person, conversation, "One more thing, if I may?")
        conversation.refresh_from_db()
        assert (conversation.stage, conversation.waiting_for) == ("offer", other)
        assert entry_for(other, conversation.pk).section == Section.MINE
        drain()
        OutboxEvent.objects.update(handled_at=None)
        drain()
        lines = Message.objects.filter(facts__type="reopened")
        assert [line.facts["message"] for line in lines] == [message.pk]

    def test_what_waits_never_lies_under_closed(self, ana: User, ben: User, conversation: Conversation):
        """As conversations from before may lie there."""
        Conversation.objects.update(stage="closed")
        assert entry_for(ben, conversation.pk).section == Section.MINE
