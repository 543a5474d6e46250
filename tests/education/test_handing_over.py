import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.models import Conversation, Message
from apps.chat.sending.services import new_client_id, send_message
from apps.chat.support.selectors import usual_support_wait_minutes
from apps.chat.support.services import open_support_conversation
from apps.education.assistant.asking import ask_question
from apps.education.assistant.handing_over import hand_over
from apps.education.models import Question
from apps.errors import NotFound
from tests.people import OperatorFactory

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def sam(db: None) -> User:
    """Of the support team."""
    person = OperatorFactory(name="Sam")
    person.groups.add(Group.objects.get(name="support"))
    return person


def said(conversation: Conversation) -> str:
    return json.dumps([message.facts for message in conversation.messages.order_by("seq")], ensure_ascii=False)


def test_a_question_goes_to_support_with_all_that_was_said(ana: User, sam: User) -> None:
    first, _answer = ask_question(person=ana, text="how do I take a message back?", fallback="en")
    Question.objects.filter(pk=first.pk).update(is_solved=False)
    second, _answer = ask_question(person=ana, text="what is the capital of Australia", fallback="en")
    conversation = hand_over(person=ana, token=second.token)
    assert set(conversation.participants.values_list("user", flat=True)) == {ana.pk, sam.pk}
    lines = said(conversation)
    assert "how do I take a message back?" in lines
    assert "Open the menu of the message" in lines
    assert "not what I meant" in lines
    assert "The help didn't know" in lines
    last = conversation.messages.order_by("seq").last()
    assert last is not None
    assert (last.sender, last.body) == (ana, "what is the capital of Australia")
    second.refresh_from_db()
    assert (second.outcome, second.conversation) == ("handed_over", conversation)


def test_the_lines_are_in_the_language_of_who_asks(ana: User, sam: User) -> None:
    ana.language = "zh-hans"
    ana.save()
    question, _answer = ask_question(person=ana, text="怎么撤回发错的消息", fallback="zh")
    assert "打开消息的菜单" in said(hand_over(person=ana, token=question.token))


def test_what_was_handed_over_before_does_not_go_along_again(ana: User, sam: User) -> None:
    first, _answer = ask_question(person=ana, text="what is the capital of Australia", fallback="en")
    hand_over(person=ana, token=first.token)
    second, _answer = ask_question(person=ana, text="who won the match last night", fallback="en")
    conversation = hand_over(person=ana, token=second.token)
    assert said(conversation).count("Australia") == 1
    assert Conversation.objects.filter(kind="support").count() == 1


def test_the_same_question_is_handed_over_once(ana: User, sam: User, sign_in) -> None:
    question, _answer = ask_question(person=ana, text="what is the capital of Australia", fallback="en")
    client = sign_in(ana)
    for _ in range(3):
        response = client.post("/help/person/", {"question": str(question.token)}, **HTMX)
    conversation = Conversation.objects.get(kind="support")
    assert response["HX-Redirect"] == f"/inbox/{conversation.pk}/"
    assert Message.objects.filter(body="what is the capital of Australia").count() == 1
    for _ in range(2):
        client.post("/help/person/", {"text": "Something else entirely"})
    assert Message.objects.filter(body="Something else entirely").count() == 1


def test_a_person_is_reached_without_asking_the_help_first(ana: User, sam: User, sign_in) -> None:
    response = sign_in(ana).post("/help/person/", {"text": "I'd rather talk to somebody."})
    conversation = Conversation.objects.get(kind="support")
    assert response["Location"] == f"/inbox/{conversation.pk}/"
    assert Question.objects.get().outcome == "handed_over"
    assert "Go on with support" in sign_in(ana).get("/help/").content.decode()


@pytest.mark.parametrize("text", ["", "  ", "a\x00b", "x" * 1001])
def test_nothing_usable_is_refused(ana: User, sam: User, sign_in, text: str) -> None:
    assert sign_in(ana).post("/help/person/", {"text": text}).status_code == 400
    assert sign_in(ana).post("/help/person/", {"question": "nonsense"}).status_code == 400
    assert not Conversation.objects.exists()


def test_nobody_hands_over_what_another_asked(ana: User, olga: User, sam: User, sign_in) -> None:
    question, _answer = ask_question(person=ana, text="what is the capital of Australia", fallback="en")
    with pytest.raises(NotFound):
        hand_over(person=olga, token=question.token)
    assert sign_in(olga).post("/help/person/", {"question": str(question.token)}).status_code == 404


def test_a_visitors_question_becomes_theirs_when_they_sign_in(ana: User, sam: User) -> None:
    question, _answer = ask_question(person=None, text="what is the capital of Australia", fallback="en")
    hand_over(person=ana, token=question.token)
    question.refresh_from_db()
    assert question.person == ana


def test_visitors_sign_in_first(client: Client, db: None) -> None:
    response = client.post("/help/person/", {"text": "Hello there, I need help"})
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]


def test_the_waiting_time_is_only_said_when_it_is_known(ana: User, sam: User, sign_in) -> None:
    now = timezone.now()
    assert "We can&#x27;t say yet" in sign_in(ana).get("/help/").content.decode()
    for minutes in (5, 20, 30, 45, 600):
        answered_after(ana, sam, minutes)
    assert usual_support_wait_minutes(now=now + timedelta(minutes=1)) == pytest.approx(30, abs=1)
    assert "Usually answers within 30 minutes." in sign_in(ana).get("/help/").content.decode()


def test_unanswered_questions_make_the_waiting_time_unknown(ana: User, sam: User) -> None:
    for minutes in (5, 20, None, None, None):
        answered_after(ana, sam, minutes)
    assert usual_support_wait_minutes(now=timezone.now()) is None


def answered_after(person: User, support: User, minutes: int | None) -> None:
    """A support conversation of its own; None leaves it unanswered for a day."""
    conversation = open_support_conversation(person=person, opening=f"Question {minutes}", history=[])
    Message.objects.filter(conversation=conversation).update(
        created_at=timezone.now() - timedelta(minutes=minutes or 1440)
    )
    if minutes is not None:
        send_message(sender=support, conversation_id=conversation.pk, body="Here you are", client_id=new_client_id())
    Conversation.objects.filter(pk=conversation.pk).update(stage=Conversation.Stage.CLOSED)
