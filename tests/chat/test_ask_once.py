"""What was answered once stands on the job card and answers who asks next; a person answers whoever wants one."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.messages.events import MessagesSent, SentItem
from apps.chat.models import Answer, Conversation, Message
from apps.chat.sending.services import question_about, send_message
from apps.chat.topics.handlers import the_job_card_answers_what_it_knows
from apps.chat.topics.offering import fact_offer
from apps.matching.facts.selectors import facts_of
from apps.matching.facts.services import approve_fact, withdraw_fact
from apps.matching.models import JobFact
from tests.people import CandidateFactory

ASKED = "What range do you have in mind for the pay?"
JSON = {"content_type": "application/json"}


def ask(sender: User, conversation: Conversation, body: str = ASKED, topic: str = "salary") -> Message:
    sent = send_message(
        sender=sender, conversation_id=conversation.pk, body=body, client_id=uuid4(), facts=question_about(topic)
    )
    return Message.objects.select_related("conversation").get(pk=sent.id)


def say(sender: User, conversation: Conversation, body: str) -> int:
    return send_message(sender=sender, conversation_id=conversation.pk, body=body, client_id=uuid4()).id


def from_the_card(conversation: Conversation) -> list[str]:
    said = Message.objects.filter(conversation=conversation, origin="job_card").order_by("seq")
    return list(said.values_list("body", flat=True))


@pytest.fixture
def card(ben: User, conversation: Conversation) -> JobFact:
    return approve_fact(job=conversation.job, topic="salary", value="25–40K a month, 14 salaries", approver=ben)


def test_an_answer_is_offered_for_the_card_and_answers_the_next_who_asks(
    ana: User, ben: User, conversation: Conversation, sign_in, drain
):
    ask(ana, conversation)
    message = say(ben, conversation, "It's 25-40K a month.")
    drain()
    browser: Client = sign_in(ben)
    page = browser.get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    assert "Add to the job card" in page
    form = {"message": message, "value": "25–40K a month, 14 salaries"}
    assert browser.post(reverse("chat:act", args=[conversation.pk, "add-fact"]), form).status_code == 200
    [fact] = facts_of(conversation.job)
    assert (fact.topic, fact.value, fact.message, fact.approved_by) == ("salary", form["value"], message, ben)
    page = browser.get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    assert 'name="message"' not in page
    second = CandidateFactory()
    other = greet(sender=second, job=conversation.job, candidate=second, body="Hello!", client_id=uuid4())
    ask(second, other)
    drain()
    assert from_the_card(other) == [form["value"]]
    assert (
        "Answered from the job card"
        in sign_in(second).get(reverse("chat:conversation", args=[other.pk])).content.decode()
    )


def test_a_typed_question_is_answered_where_it_is_sure_what_it_asks(
    ana: User, card: JobFact, conversation: Conversation, drain
):
    say(ana, conversation, "Could you tell me roughly what the salary is?")
    drain()
    assert from_the_card(conversation) == [card.value]


@pytest.mark.parametrize(
    "body",
    [
        "Is the salary paid monthly, and is overtime paid?",
        "My salary is 20k now.",
        "Hello Ben!",
        "Where is the office?",
    ],
)
def test_what_may_mean_something_else_is_left_to_people(
    ana: User, card: JobFact, conversation: Conversation, drain, body: str
):
    say(ana, conversation, body)
    drain()
    assert from_the_card(conversation) == []


def test_a_question_rewritten_after_the_tap_is_what_it_says(
    ana: User, card: JobFact, conversation: Conversation, drain
):
    ask(ana, conversation, body="Do you have a canteen?")
    drain()
    assert from_the_card(conversation) == []


def test_told_twice_it_answers_once(ana: User, card: JobFact, conversation: Conversation, drain):
    message = ask(ana, conversation)
    item = SentItem(message=message.pk, conversation=conversation.pk, sender=ana.pk, seq=message.seq, origin="typed")
    for event in MessagesSent.by_lane([item]) * 2:
        the_job_card_answers_what_it_knows(event)
    drain()
    assert from_the_card(conversation) == [card.value]


def test_it_is_nobodys_answer(ana: User, ben: User, card: JobFact, conversation: Conversation, drain):
    ask(ana, conversation)
    drain()
    conversation.refresh_from_db()
    assert from_the_card(conversation)
    assert Answer.objects.count() == 0
    assert conversation.waiting_for == ben
    assert conversation.stage == "greeting"


def test_withdrawn_it_answers_nobody(ana: User, ben: User, card: JobFact, conversation: Conversation, drain):
    withdraw_fact(fact=card, by=ben)
    ask(ana, conversation)
    drain()
    assert from_the_card(conversation) == []


def test_who_wants_a_person_gets_one_question_sent_on(
    ana: User, ben: User, card: JobFact, conversation: Conversation, sign_in, drain
):
    ask(ana, conversation)
    drain()
    browser = sign_in(ana)
    assert "Ask a person" in browser.get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    for _time in range(2):
        browser.post(reverse("chat:act", args=[conversation.pk, "ask-person"]))
    drain()
    said = Message.objects.filter(conversation=conversation, facts__person=True)
    assert [message.sender for message in said] == [ana]
    assert from_the_card(conversation) == [card.value]
    assert sign_in(ben).post(reverse("chat:act", args=[conversation.pk, "ask-person"])).status_code == 404


@pytest.mark.parametrize(
    "body",
    ["For you it would be 30k a month.", "Given your experience we'd pay 30k a month.", "Ana, it's 30k a month."],
)
def test_what_speaks_of_the_candidate_is_not_offered(
    ana: User, ben: User, conversation: Conversation, drain, body: str
):
    ask(ana, conversation)
    say(ben, conversation, body)
    drain()
    assert fact_offer(conversation, ben) is None


def test_only_the_jobs_people_are_asked_and_once(
    ana: User, ben: User, olga: User, conversation: Conversation, sign_in, drain
):
    ask(ana, conversation)
    message = say(ben, conversation, "It's 25-40K a month.")
    drain()
    assert fact_offer(conversation, ben) is not None
    assert fact_offer(conversation, ana) is None
    assert fact_offer(conversation, olga) is None
    act = reverse("chat:act", args=[conversation.pk, "add-fact"])
    for person in (ana, olga):
        assert sign_in(person).post(act, {"message": message, "value": "1K"}).status_code == 404
    sign_in(ben).post(reverse("chat:act", args=[conversation.pk, "no-fact"]), {"message": message})
    assert fact_offer(conversation, ben) is None
    assert not JobFact.objects.exists()


def test_the_text_may_not_become_one_about_the_candidate(
    ana: User, ben: User, conversation: Conversation, sign_in, drain
):
    ask(ana, conversation)
    message = say(ben, conversation, "It's 25-40K a month.")
    drain()
    act = reverse("chat:act", args=[conversation.pk, "add-fact"])
    sign_in(ben).post(act, {"message": message, "value": "Ana gets 40K"})
    assert not JobFact.objects.exists()


def test_by_api_too(ana: User, ben: User, card: JobFact, conversation: Conversation, sign_in, drain):
    browser: Any = sign_in(ana)
    body = {"body": ASKED, "topic": "salary"}
    browser.post(reverse("conversation-messages", args=[conversation.pk]), body, **JSON)
    drain()
    assert from_the_card(conversation) == [card.value]
    answer = browser.post(reverse("conversation-ask-a-person", args=[conversation.pk]))
    assert (answer.status_code, answer.json()["card"]["person"]) == (201, True)
    bad = browser.post(reverse("conversation-messages", args=[conversation.pk]), body | {"topic": "<b>"}, **JSON)
    assert bad.status_code == 400


def test_an_answer_in_unusual_words_is_offered_too(ana: User, ben: User, conversation: Conversation, drain):
    ask(ana, conversation, body="How much travel is it in a usual month, and who plans it?", topic="travel")
    say(ben, conversation, "All clients come to our place, nobody goes anywhere.")
    drain()
    offer = fact_offer(conversation, ben)
    assert offer is not None
    assert offer.topic == "travel"


@pytest.mark.parametrize("body", ["Competitive!", "Let me ask.", "What do you earn now?", "We have 45 people."])
def test_what_answers_nothing_is_not_offered(ana: User, ben: User, conversation: Conversation, drain, body: str):
    ask(ana, conversation)
    say(ben, conversation, body)
    drain()
    assert fact_offer(conversation, ben) is None
