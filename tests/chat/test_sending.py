"""The one write path: what is stored, in which order, and what is refused. Runs on SQLite and on PostgreSQL."""

from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.answers.events import FirstAnswers
from apps.chat.conversations.errors import NotAccepting, NotAParticipant
from apps.chat.messages.errors import ClientIdReused, EmptyMessage, TooLong, UnusableText
from apps.chat.messages.events import MessagesSent, SentItem
from apps.chat.messages.outgoing import OutgoingMessage, Sent
from apps.chat.models import Conversation, Message
from apps.chat.sending import send_messages
from apps.chat.sending.services import send_message
from apps.errors import RateLimited
from apps.events.models import OutboxEvent


def outgoing(sender: User | None, conversation: Conversation, body: str = "Hi", **fields: object) -> OutgoingMessage:
    fields.setdefault("client_id", uuid4())
    return OutgoingMessage(
        sender_id=sender.pk if sender else None, conversation_id=conversation.pk, body=body, **fields
    )


def test_a_batch_gets_numbers_without_gaps_in_its_order(ana: User, ben: User, conversation: Conversation):
    results = send_messages([outgoing(ana, conversation, f"{n}") for n in range(5)] + [outgoing(ben, conversation)])
    assert [result.seq for result in results] == [2, 3, 4, 5, 6, 7]
    assert [result.rev for result in results] == [2, 3, 4, 5, 6, 7]
    assert list(Message.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    conversation.refresh_from_db()
    assert (conversation.head_seq, conversation.head_rev) == (7, 7)


@pytest.mark.parametrize(
    "body",
    [
        "你好 👋🏽 👨‍👩‍👧",
        "مرحبا \u200fשלום",
        "line\nbreak",
        '"quoted" \\ back {json} %s',
        "e\u0301",
        "x" * 8000,
        "𠮷" * 8000,
    ],
)
def test_text_arrives_as_it_was_written(ana: User, conversation: Conversation, body: str):
    sent = send_message(sender=ana, conversation_id=conversation.pk, body=body, client_id=uuid4())
    assert Message.objects.get(pk=sent.id).body == body
    assert sent.message["body"] == body


@pytest.mark.parametrize(
    ("body", "error"),
    [("a\x00b", UnusableText), ("\ud83d", UnusableText), ("x" * 8001, TooLong), ("  \n", EmptyMessage)],
)
def test_text_that_cannot_be_stored_is_refused_and_takes_nobody_with_it(
    ana: User, conversation: Conversation, body: str, error: type
):
    bad, good = send_messages([outgoing(ana, conversation, body), outgoing(ana, conversation)])
    assert isinstance(bad, error)
    assert good.seq == 2


def test_an_outsider_is_told_nothing(olga: User, conversation: Conversation):
    refused, unknown = send_messages(
        [
            outgoing(olga, conversation),
            OutgoingMessage(sender_id=olga.pk, conversation_id=10**12, body="x", client_id=uuid4()),
        ]
    )
    assert isinstance(refused, NotAParticipant)
    assert isinstance(unknown, NotAParticipant)
    assert Message.objects.count() == 1


def test_the_same_client_id_gives_the_original(ana: User, conversation: Conversation):
    message = outgoing(ana, conversation, "Once")
    first = send_messages([message])[0]
    again = send_messages([outgoing(ana, conversation, "Once", client_id=message.client_id)])[0]
    assert (again.id, again.seq, again.rev, again.created_at) == (first.id, first.seq, first.rev, first.created_at)
    assert again.is_repeat
    assert Message.objects.count() == 2


def test_the_same_client_id_twice_in_a_batch_is_stored_once(ana: User, conversation: Conversation):
    message = outgoing(ana, conversation, "Once")
    first, again, other = send_messages(
        [message, message, outgoing(ana, conversation, "Other", client_id=message.client_id)]
    )
    assert (again.id, again.is_repeat) == (first.id, True)
    assert isinstance(other, ClientIdReused)
    assert Message.objects.count() == 2


def test_a_client_id_with_another_text_is_refused(ana: User, conversation: Conversation):
    message = outgoing(ana, conversation, "Once")
    send_messages([message])
    other = send_messages([outgoing(ana, conversation, "Twice", client_id=message.client_id)])[0]
    assert isinstance(other, ClientIdReused)


def test_two_people_may_use_the_same_client_id(ana: User, ben: User, conversation: Conversation):
    key = uuid4()
    results = send_messages([outgoing(ana, conversation, client_id=key), outgoing(ben, conversation, client_id=key)])
    assert [type(result) for result in results] == [Sent, Sent]


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_a_block_stops_both_sides_with_the_same_words(ana: User, ben: User, conversation: Conversation, who: str):
    block(blocker=ana, blocked=ben)
    sender = {"ana": ana, "ben": ben}[who]
    assert isinstance(send_messages([outgoing(sender, conversation)])[0], NotAccepting)


def test_messages_a_minute_are_limited(ana: User, ben: User, conversation: Conversation, settings):
    settings.CHAT_MESSAGES_PER_MINUTE = 3
    results = send_messages([outgoing(ana, conversation) for _n in range(4)] + [outgoing(ben, conversation)])
    assert [type(result) for result in results] == [Sent, Sent, RateLimited, RateLimited, Sent]
    assert 0 < results[2].retry_after <= 60


def test_a_repeat_is_never_limited(ana: User, conversation: Conversation, settings):
    settings.CHAT_MESSAGES_PER_MINUTE = 2
    message = outgoing(ana, conversation)
    assert isinstance(send_messages([message])[0], Sent)
    assert send_messages([message])[0].is_repeat


def test_the_turn_passes_and_the_first_answer_moves_the_stage(ana: User, ben: User, conversation: Conversation):
    assert (conversation.waiting_for, conversation.stage) == (ben, "greeting")
    sent = send_messages([outgoing(ben, conversation, "Yes it is")])[0]
    conversation.refresh_from_db()
    assert (conversation.waiting_for, conversation.stage) == (ana, "clarify")
    assert sent.stage == "clarify"


@pytest.mark.parametrize("origin", ["auto", "promise", "bulk_decline", "job_card"])
def test_what_is_no_answer_leaves_the_turn(ben: User, conversation: Conversation, origin: str):
    send_messages([outgoing(ben, conversation, "Later", origin=origin)])
    conversation.refresh_from_db()
    assert (conversation.waiting_for, conversation.stage) == (ben, "greeting")


def test_a_batch_is_one_event_for_each_partition(ana: User, conversation: Conversation):
    OutboxEvent.objects.all().delete()
    results = send_messages([outgoing(ana, conversation), outgoing(ana, conversation)])
    event = OutboxEvent.objects.get()
    sent = [SentItem(r.id, conversation.pk, ana.pk, r.seq, "typed") for r in results]
    assert event.payload["items"] == [item._asdict() for item in sent]
    assert MessagesSent.load(event.payload).items == tuple(sent)


def test_events_that_were_stored_by_place_are_still_read(ana: User, conversation: Conversation):
    """As they lie in the outbox of an installation that is brought up to date."""
    by_place = {"items": [[7, 3, 12, 5, "typed"], [8, 3, 0, 6, "card"]]}
    assert MessagesSent.load(by_place).items == (SentItem(7, 3, 12, 5, "typed"), SentItem(8, 3, 0, 6, "card"))
    assert FirstAnswers.load({"items": [[7, 3, 12, 5]]}).items[0].answerer == 12


def test_events_of_a_later_release_are_read_without_what_is_new():
    later = {"items": [{"message": 7, "conversation": 3, "sender": 12, "seq": 5, "origin": "typed", "mood": "good"}]}
    assert MessagesSent.load(later).items == (SentItem(7, 3, 12, 5, "typed"),)


def test_a_reply_stays_in_its_conversation(ana: User, ben: User, conversation: Conversation):
    first = Message.objects.get()
    good = send_message(
        sender=ben, conversation_id=conversation.pk, body="Yes", client_id=uuid4(), reply_to_id=first.pk
    )
    assert good.message["reply_to"] == first.pk
    assert send_messages([outgoing(ben, conversation, reply_to_id=10**9)])[0].code == "unknown_reply"
