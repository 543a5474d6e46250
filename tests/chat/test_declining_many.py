"""Many noes in one action: each in words of its own, each once, and none of them an answer."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.closing.bulk import draft_declines, send_waiting_declines, start_bulk_decline
from apps.chat.closing.errors import NotDeclinable, TooManyAtOnce, WordsNeeded
from apps.chat.closing.models import BulkDecline, BulkDeclineItem
from apps.chat.closing.selectors import progress_of
from apps.chat.greeting.services import greet
from apps.chat.models import Answer, Conversation, Message
from apps.chat.sending.services import new_client_id, send_message
from apps.chat.stages.services import set_stage
from apps.errors import NotFound
from apps.matching.models import Job, Responsiveness
from tests.chat.test_concurrency import together
from tests.people import CandidateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def greetings(ben: User, job: Job) -> list[Conversation]:
    people = [
        CandidateFactory(name="Ana"),
        CandidateFactory(name="Lin", language="zh-hans"),
        CandidateFactory(name="Cara"),
    ]
    return [greet(sender=one, job=job, candidate=one, body="Is it open?", client_id=uuid4()) for one in people]


def ids(conversations: list[Conversation]) -> list[int]:
    return [one.pk for one in conversations]


def texts(conversations: list[Conversation]) -> dict[int, str]:
    return {one.pk: f"Thank you, number {place}. We chose somebody else." for place, one in enumerate(conversations)}


def stages(conversations: list[Conversation]) -> list[str]:
    return [Conversation.objects.get(pk=one.pk).stage for one in conversations]


def test_each_gets_a_draft_in_their_own_language(ben: User, greetings: list[Conversation]):
    first, second, third = draft_declines(by=ben, conversation_ids=ids(greetings), reason="filled")
    assert first.text.startswith("Hello Ana, ")
    assert second.text.startswith("Lin，你好！")
    assert "Backend engineer" in third.text
    assert not BulkDecline.objects.exists()


def test_or_one_template_with_their_name_and_job(ben: User, greetings: list[Conversation]):
    drafts = draft_declines(by=ben, conversation_ids=ids(greetings), template="Dear {name}, {job} is filled. {me}")
    assert [draft.text for draft in drafts][::2] == [
        "Dear Ana, Backend engineer is filled. Ben",
        "Dear Cara, Backend engineer is filled. Ben",
    ]


def test_the_worker_sends_each_its_own_text_and_closes(ben: User, greetings: list[Conversation], drain):
    bulk = start_bulk_decline(by=ben, texts=texts(greetings), request_id=uuid4(), reason="filled")
    assert (progress_of(bulk).waiting, stages(greetings).count("closed")) == (3, 0)
    assert send_waiting_declines(bulk_id=bulk.pk) == 3
    assert progress_of(bulk).is_done
    assert stages(greetings) == ["closed"] * 3
    for place, one in enumerate(greetings):
        said = Message.objects.filter(conversation=one).last()
        assert (said.body, said.origin, said.kind) == (texts(greetings)[greetings[place].pk], "bulk_decline", "card")


def test_nothing_of_it_counts_as_an_answer(ben: User, greetings: list[Conversation], drain):
    drain()
    start_bulk_decline(by=ben, texts=texts(greetings), request_id=uuid4())
    send_waiting_declines()
    drain()
    assert not Answer.objects.exists()
    pace = Responsiveness.objects.get(person=ben)
    assert (pace.asked, pace.answered) == (3, 0)


def test_delivered_often_and_at_once_it_is_sent_once(ben: User, greetings: list[Conversation]):
    key = uuid4()
    bulk = start_bulk_decline(by=ben, texts=texts(greetings), request_id=key)
    assert start_bulk_decline(by=ben, texts=texts(greetings), request_id=key) == bulk
    assert [send_waiting_declines() for _turn in range(3)] == [3, 0, 0]
    assert Card.objects.count() == 3


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_work(ben: User, greetings: list[Conversation]):
    start_bulk_decline(by=ben, texts=texts(greetings), request_id=uuid4())
    together(send_waiting_declines, send_waiting_declines, send_waiting_declines)
    assert Card.objects.count() == 3
    assert BulkDeclineItem.objects.filter(state="sent").count() == 3


def test_who_wrote_again_meanwhile_is_left_to_be_read(ben: User, greetings: list[Conversation]):
    bulk = start_bulk_decline(by=ben, texts=texts(greetings), request_id=uuid4())
    again = greetings[1]
    send_message(
        sender=again.candidate, conversation_id=again.pk, body="I have news for you.", client_id=new_client_id()
    )
    send_waiting_declines()
    assert stages(greetings) == ["closed", "greeting", "closed"]
    left = bulk.items.get(conversation=again)
    assert (left.state, left.refusal) == ("refused", "moved_on")


def test_what_was_closed_meanwhile_is_refused_alone(ben: User, greetings: list[Conversation]):
    bulk = start_bulk_decline(by=ben, texts=texts(greetings), request_id=uuid4())
    first = greetings[0]
    send_message(sender=ben, conversation_id=first.pk, body="Not this time.", client_id=new_client_id())
    set_stage(by=ben, conversation_id=first.pk, stage="closed")
    assert send_waiting_declines() == 2
    assert bulk.items.get(conversation=first).refusal == "not_declinable"
    with pytest.raises(NotDeclinable):
        start_bulk_decline(by=ben, texts=texts(greetings), request_id=uuid4())


def test_outsiders_and_bad_texts_are_refused_before_anything_is_stored(
    ben: User, olga: User, greetings: list[Conversation]
):
    for person, given, error in (
        (olga, texts(greetings), NotFound),
        (greetings[0].candidate, texts(greetings[:1]), NotDeclinable),
        (ben, texts(greetings) | {greetings[0].pk: "  "}, WordsNeeded),
        (ben, {}, NotDeclinable),
        (ben, dict.fromkeys(range(1, 300), "No."), TooManyAtOnce),
    ):
        with pytest.raises(error):
            start_bulk_decline(by=person, texts=given, request_id=uuid4())
    assert not BulkDecline.objects.exists()


def test_the_api_drafts_starts_and_says_how_far_it_is(
    ben: User, olga: User, greetings: list[Conversation], sign_in: Any
):
    client = sign_in(ben)
    drafts = client.post(
        reverse("bulk-decline-drafts"),
        {"conversations": ids(greetings), "reason": "filled"},
        content_type="application/json",
    ).json()
    items = [{"conversation": one["conversation"], "text": one["text"]} for one in drafts]
    key = {"Idempotency-Key": "once"}
    body = {"items": items, "reason": "filled"}
    started = client.post(reverse("bulk-decline-list"), body, content_type="application/json", headers=key)
    again = client.post(reverse("bulk-decline-list"), body, content_type="application/json", headers=key)
    assert (started.status_code, started.json()["id"]) == (202, again.json()["id"])
    send_waiting_declines()
    address = reverse("bulk-decline-detail", args=[started.json()["id"]])
    assert client.get(address).json()["sent"] == 3
    assert sign_in(olga).get(address).status_code == 404
