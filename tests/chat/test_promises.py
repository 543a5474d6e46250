"""A promised answer looks like one to both, is kept or broken, and only its owner hears of that."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.availability.promises import promise_answer
from apps.chat.availability.reply_window import reply_window
from apps.chat.messages.services import recall_message
from apps.chat.models import Answer, AnswerPromise, Conversation, Message
from apps.chat.participants.services import hand_over
from apps.chat.sending.services import send_message
from apps.chat.stages.services import set_stage
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders.running import run_due
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def conversation(clock, conversation: Conversation) -> Conversation:
    return conversation


def answer(ben: User, conversation: Conversation) -> Message:
    sent = send_message(sender=ben, conversation_id=conversation.pk, body="It is, until Friday.", client_id=uuid4())
    return Message.objects.get(pk=sent.id)


def state() -> str:
    return AnswerPromise.objects.get().state


def told(person: User) -> list[str]:
    in_app = Notification.objects.filter(person=person, kind__startswith="promise", channel="in_app")
    return list(in_app.order_by("pk").values_list("kind", flat=True))


def test_it_looks_like_one_to_both(ana: User, ben: User, conversation: Conversation, sign_in):
    promise_answer(user=ben, conversation_id=conversation.pk)
    page = reverse("chat:conversation", args=[conversation.pk])
    for person in (ana, ben):
        assert 'data-part="promise">' in sign_in(person).get(page).text
    assert "Ben will answer tonight" in sign_in(ana).get(reverse("chat:inbox")).text
    assert "You promised an answer by today at 23:59." in sign_in(ben).get(page).text
    assert "Answer due at 23:59, as you promised" in sign_in(ben).get(reverse("chat:inbox")).text


def test_an_answer_in_time_keeps_it_and_nothing_reminds(ben: User, conversation: Conversation, drain):
    promise_answer(user=ben, conversation_id=conversation.pk)
    answer(ben, conversation)
    drain()
    assert state() == "kept"
    assert run_due(now=MIDNIGHT + timedelta(days=1)) == 0
    assert told(ben) == []


def test_broken_its_owner_is_told_once_and_the_other_side_never(
    ana: User, ben: User, conversation: Conversation, clock, drain, sign_in
):
    promise_answer(user=ben, conversation_id=conversation.pk)
    drain()
    for moment in (NOON + timedelta(hours=8), MIDNIGHT, MIDNIGHT, MIDNIGHT + timedelta(hours=1)):
        clock.move_to(moment)
        run_due(now=moment)
    assert state() == "broken"
    assert told(ben) == ["promise_due", "promise_broken"]
    assert told(ana) == []
    page = reverse("chat:conversation", args=[conversation.pk])
    assert "You had promised an answer." in sign_in(ben).get(page).text
    seen = sign_in(ana).get(page).text + sign_in(ana).get(reverse("chat:inbox")).text
    assert "had promised" not in seen
    assert "Waiting for Ben since" in seen


def test_an_answer_after_its_time_comes_too_late_even_before_the_end_was_noted(
    ben: User, conversation: Conversation, clock, drain
):
    promise_answer(user=ben, conversation_id=conversation.pk)
    clock.move_to(MIDNIGHT + timedelta(minutes=1))
    answer(ben, conversation)
    drain()
    assert state() == "broken"


@pytest.mark.parametrize("how", ["closed", "handed over"])
def test_where_nothing_is_left_to_answer_it_is_neither(
    ana: User, ben: User, conversation: Conversation, clock, drain, how: str
):
    drain()
    promise_answer(user=ben, conversation_id=conversation.pk)
    if how == "closed":
        set_stage(by=ana, conversation_id=conversation.pk, stage="closed")
    else:
        colleague = RecruiterFactory(name="Cem", company=ben.company)
        hand_over(by=ben, conversation_id=conversation.pk, to=colleague)
    drain()
    clock.move_to(MIDNIGHT)
    run_due(now=MIDNIGHT)
    assert (state(), told(ben)) == ("over", [])


def test_a_kept_one_whose_answer_is_taken_back_is_open_again(ben: User, conversation: Conversation, drain):
    promise_answer(user=ben, conversation_id=conversation.pk)
    message = answer(ben, conversation)
    drain()
    recall_message(by=ben, message_id=message.pk)
    drain()
    assert state() == "open"
    run_due(now=MIDNIGHT)
    assert state() == "broken"


def test_broken_ones_lower_what_the_window_says(ana: User, ben: User, conversation: Conversation):
    """Six answers within an hour, then one broken promise: three waits of a day beside them; two: six, and the
    median lies between."""
    question = Message.objects.get()
    for number in range(6):
        sent = answer(ben, conversation) if number else None
        Answer.objects.create(
            conversation=conversation,
            opening=question,
            message=sent or question,
            answerer=ben,
            asker=ana,
            waited_seconds=3600,
            is_first=number == 0,
            answered_at=NOON - timedelta(days=number),
        )
    said = []
    for broken in range(3):
        window = reply_window(ben, viewer=ana)
        said.append(window.within_minutes if window else 0)
        message = Message.objects.order_by("-seq")[broken]
        AnswerPromise.objects.create(
            person=ben, conversation=conversation, message=message, until=NOON - timedelta(days=1), state="broken"
        )
    assert said == [60, 60, 780]


def test_outsiders_promise_nothing(olga: User, conversation: Conversation, sign_in):
    address = reverse("conversation-promise", args=[conversation.pk])
    assert sign_in(olga).post(address).status_code == 404
    assert not AnswerPromise.objects.exists()
    assert not DueItem.objects.filter(kind__startswith="chat.promise").exists()
