"""The writer: bounded, patient with a database that is away, and never unsure of what it has acked."""

from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.db import IntegrityError, OperationalError

from apps.accounts.models import User
from apps.chat.live import writer as writing
from apps.chat.messages.outgoing import OutgoingMessage
from apps.chat.models import Conversation, Message
from apps.chat.sending import batch, store_messages
from apps.errors import Overloaded
from tests.realtime.client import Socket


@pytest.fixture(autouse=True)
def _keep_the_tests_connection(monkeypatch):
    monkeypatch.setattr(writing, "_drop_connection", lambda: None)
    monkeypatch.setattr(writing, "_prepare_connection", lambda: None)


def outgoing(person: User, conversation: Conversation, body: str = "Hi") -> OutgoingMessage:
    return OutgoingMessage(person.pk, conversation.pk, body, uuid4())


def failing(monkeypatch, times: int, *, after_commit: bool = False) -> list[int]:
    """The database fails so many times, before it commits or after it did, then works."""
    tries: list[int] = []

    def store(messages):
        tries.append(len(messages))
        if len(tries) > times:
            return store_messages(messages)
        if after_commit:
            store_messages(messages)
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(writing, "store_messages", store)
    return tries


def test_it_tries_again_while_the_database_is_away(ana: User, conversation: Conversation, monkeypatch):
    failing(monkeypatch, 2)
    (sent,) = writing.persist([outgoing(ana, conversation)])
    assert (sent.seq, sent.is_repeat) == (2, False)


def test_a_commit_whose_answer_was_lost_is_delivered_and_stored_once(
    ana: User, ben: User, conversation: Conversation, monkeypatch
):
    failing(monkeypatch, 1, after_commit=True)
    (sent,) = writing.persist([outgoing(ana, conversation)])
    assert (sent.is_repeat, set(sent.members), sent.message["body"]) == (False, {ana.pk, ben.pk}, "Hi")
    assert Message.objects.filter(body="Hi").count() == 1


def test_it_gives_up_in_a_bounded_time_and_says_so(ana: User, conversation: Conversation, monkeypatch):
    monkeypatch.setattr(writing, "GIVE_UP_SECONDS", 0.3)
    failing(monkeypatch, 10**6)
    (refused,) = writing.persist([outgoing(ana, conversation)])
    assert isinstance(refused, Overloaded)
    assert refused.retry_after
    assert Message.objects.count() == 1


def test_one_bad_message_takes_nobody_with_it(ana: User, conversation: Conversation, monkeypatch):
    store = batch.store.insert

    def insert(messages, events, **how):
        if any(one.item.body == "bad" for one in messages):
            raise IntegrityError
        store(messages, events, **how)

    monkeypatch.setattr(batch.store, "insert", insert)
    results = store_messages(
        [outgoing(ana, conversation), outgoing(ana, conversation, "bad"), outgoing(ana, conversation)]
    )
    assert [type(result).__name__ for result in results] == ["Sent", "NotStored", "Sent"]
    assert [results[0].seq, results[2].seq] == [2, 3]


@pytest.mark.django_db(transaction=True)
async def test_a_full_queue_is_overloaded_and_stores_nothing(ana: User, conversation: Conversation, monkeypatch):
    monkeypatch.setattr(writing, "MAX_QUEUED", 0)
    async with await sync_to_async(Socket)(person=ana) as hers:
        key = str(uuid4())
        await hers.send(type="message.send", client_id=key, conversation=conversation.pk, body="x")
        error = await hers.receive("error")
        assert (error["code"], error["client_id"], error["retry_after"] > 0) == ("overloaded", key, True)
    assert await Message.objects.acount() == 1
