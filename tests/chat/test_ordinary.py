"""The one statement of PostgreSQL does to an ordinary message what the rules do, and leaves them all else."""

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from apps.accounts.models import Block, Trait, User
from apps.chat.live.writer import PLANS
from apps.chat.messages.outgoing import OutgoingMessage, Sent
from apps.chat.models import Conversation, Message, Participant
from apps.chat.safety.limits import BONUS, MESSAGES_TRAIT
from apps.chat.scam.checks import ConfirmNeeded
from apps.chat.sending import send_messages
from apps.chat.sending.batch import store_messages
from apps.chat.sending.ordinary import place_ordinary
from apps.events.models import OutboxEvent
from tests.matching.factories import JobFactory, ResumeFactory
from tests.people import CandidateFactory, RecruiterFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

World = tuple[list[User], list[Conversation]]
BEGUN = timedelta(hours=3)


@pytest.fixture
def people(db: None) -> list[User]:
    recruiters = [RecruiterFactory() for _number in range(2)]
    candidates = [CandidateFactory() for _number in range(3)]
    for one in candidates:
        ResumeFactory(owner=one)
    return [*candidates, *recruiters, RecruiterFactory(company=recruiters[0].company)]


def a_world(people: list[User], dice: random.Random, now: datetime) -> list[Conversation]:
    """Some conversations in every state, with people who left, who block each other, and who have sent a lot."""
    candidates, recruiters = people[:3], people[3:5]
    made = []
    for candidate in candidates:
        for recruiter in recruiters:
            job = JobFactory(company=recruiter.company, posted_by=recruiter)
            one = Conversation.objects.create(
                kind=dice.choice(["job"] * 9 + ["support"]),
                stage=dice.choice(["greeting", "clarify", "clarify", "interview", "interview", "offer", "closed"]),
                job=job,
                company=recruiter.company,
                candidate=candidate if dice.random() < 0.95 else None,
                recruiter=recruiter if dice.random() < 0.95 else None,
                opened_by=dice.choice([candidate, recruiter]),
                waiting_for=dice.choice([candidate, recruiter, None]),
                waiting_since=now - BEGUN,
                opened_at=dice.choice([None, now - BEGUN]),
                last_message_at=now - BEGUN,
                head_seq=dice.randrange(5),
                head_rev=dice.randrange(5, 9),
            )
            seats = {candidate: "candidate", recruiter: "recruiter"}
            if recruiter.company == people[5].company and dice.random() < 0.5:
                seats[people[5]] = "recruiter"
            for person, role in seats.items():
                left_at = now if dice.random() < 0.08 else None
                Participant.objects.create(conversation=one, user=person, role=role, left_at=left_at)
            made.append(one)
    if dice.random() < 0.3:
        blocker, blocked = dice.sample(people, 2)
        Block.objects.create(blocker=blocker, blocked=blocked)
    for person in people:
        if dice.random() < 0.4:
            key = dice.choice([MESSAGES_TRAIT, MESSAGES_TRAIT + BONUS])
            value = dice.choice(["0", "1", "3", "many"])
            until = dice.choice([None, now - BEGUN, now + BEGUN])
            Trait.objects.create(person=person, key=key, value=value, source="test", until=until)
    return made


def a_batch(people: list[User], conversations: list[Conversation], dice: random.Random) -> list[OutgoingMessage]:
    used: list[tuple[int, UUID]] = []
    batch = []
    among = dice.choice([1, 1, 2, 6])
    for number in range(dice.randrange(1, 9)):
        conversation = dice.choice(conversations[:among])
        seats = [one for one in (conversation.candidate_id, conversation.recruiter_id) if one]
        sender = dice.choice([*seats * 6, people[5].pk])
        client_id = uuid4()
        if used and dice.random() < 0.1:
            sender, client_id = dice.choice(used)
        used.append((sender, client_id))
        batch.append(
            OutgoingMessage(
                sender_id=sender,
                conversation_id=conversation.pk,
                body=f"第{number}句 🙂 '%s' \\ \"quoted\"",
                client_id=client_id,
                origin=dice.choice([*["typed", "preset_edited", "suggested"] * 5, "auto", "promise"]),
            )
        )
    return batch


def outcome(batch: Sequence[OutgoingMessage], stored: dict[int, Sent], conversations: set[int]) -> dict[str, Any]:
    """All that can be seen of these conversations, without the ids of the messages."""
    sent = {number: (one.seq, one.rev, sorted(one.members), one.stage) for number, one in stored.items()}
    messages = Message.objects.filter(conversation__in=conversations).order_by("conversation", "seq")
    items = [item for event in OutboxEvent.objects.order_by("id") for item in event.payload.get("items", [])]
    return {
        "sent": sent,
        "shown": {number: {**one.message, "id": 0} for number, one in stored.items() if one.message},
        "messages": [
            {key: value for key, value in row.items() if key not in ("id", "reply_to_id")} for row in messages.values()
        ],
        "conversations": list(Conversation.objects.filter(pk__in=conversations).order_by("pk").values()),
        "told": sorted(
            (item["conversation"], item["seq"], item["sender"], item["origin"])
            for item in items
            if item["conversation"] in conversations
        ),
    }


def tried(work: Any) -> Any:
    """What the work gave, all that it did undone."""
    with transaction.atomic():
        result = work()
        transaction.set_rollback(True)
    return result


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("limit", [0, 2])
def test_what_it_stores_it_stores_as_the_rules_do(people: list[User], settings, seed: int, limit: int):
    settings.CHAT_MESSAGES_PER_MINUTE = limit
    dice, now = random.Random(seed), timezone.now()
    conversations = a_world(people, dice, now)
    batch = a_batch(people, conversations, dice)

    def by_one_statement() -> tuple[dict[int, Sent], set[int], dict[str, Any]]:
        stored = place_ordinary(batch, now=now)
        left = {item.conversation_id for number, item in enumerate(batch) if number not in stored}
        whole = {item.conversation_id for item in batch} - left
        stored = {number: one for number, one in stored.items() if one.conversation_id in whole}
        return stored, whole, outcome(batch, stored, whole)

    ordinary, whole, seen = tried(by_one_statement)

    def by_the_rules() -> dict[str, Any]:
        results = store_messages(batch, now=now)
        stored = {number: results[number] for number in ordinary}
        assert all(isinstance(one, Sent) for one in stored.values()), stored
        return outcome(batch, stored, whole)  # type: ignore[arg-type]

    assert seen == tried(by_the_rules)


def test_an_ordinary_conversation_goes_by_the_statement_whole(ana: User, ben: User, conversation: Conversation):
    Conversation.objects.filter(pk=conversation.pk).update(stage="clarify")
    batch = [OutgoingMessage(person.pk, conversation.pk, "Good", uuid4()) for person in (ana, ben, ben, ana)]
    assert list(place_ordinary(batch, now=timezone.now())) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "what",
    [
        {"origin": "auto"},
        {"kind": "card", "facts": {"type": "x"}},
        {"reply_to_id": 1},
        {"attachments": (1,)},
        {"sender_id": None},
        {"doubt": ConfirmNeeded("fee", "")},
    ],
    ids=str,
)
def test_what_is_out_of_the_ordinary_is_left_with_all_that_follows(ana: User, conversation: Conversation, what: dict):
    Conversation.objects.filter(pk=conversation.pk).update(stage="clarify")
    plain = {"sender_id": ana.pk, "conversation_id": conversation.pk, "body": "Good"}
    batch = [OutgoingMessage(**plain | extra, client_id=uuid4()) for extra in ({}, what, {})]
    assert list(place_ordinary(batch, now=timezone.now())) == [0]


@pytest.mark.django_db(transaction=True)
def test_what_it_leaves_the_rules_send_in_the_same_call(ana: User, ben: User, olga: User, conversation: Conversation):
    """The recruiter's first answer moves the stage; the outsider is refused; the rest is ordinary."""
    texts = [(ana, "One more thing"), (ben, "Yes, it is"), (olga, "Me too"), (ana, "Thank you")]
    results = send_messages([OutgoingMessage(who.pk, conversation.pk, text, uuid4()) for who, text in texts])
    assert [getattr(one, "code", None) or one.seq for one in results] == [2, 3, "not_a_participant", 4]
    assert results[1].stage == "clarify"


def scans_in(plan: dict[str, Any]) -> list[dict[str, Any]]:
    below = [scan for part in plan.get("Plans", ()) for scan in scans_in(part)]
    return [plan, *below] if "Index Name" in plan or "Relation Name" in plan else below


@contextmanager
def keys_that_find_messages() -> Iterator[dict[str, str]]:
    """The indexes by which messages are looked up meanwhile, each with its condition."""
    found: dict[str, str] = {}

    def read(notice: Any) -> None:
        _before, is_plan, plan = (notice.message_primary or "").partition("plan:")
        for scan in scans_in(json.loads(plan)["Plan"]) if is_plan else ():
            if scan.get("Relation Name") == "chat_message" and scan["Node Type"].startswith("Index"):
                found[scan["Index Name"]] = scan.get("Index Cond", "")

    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(
            "LOAD 'auto_explain'; SET LOCAL auto_explain.log_min_duration = 0; SET LOCAL client_min_messages = log;"
            " SET LOCAL auto_explain.log_nested_statements = on; SET LOCAL auto_explain.log_format = json"
        )
    connection.connection.add_notice_handler(read)
    try:
        yield found
    finally:
        connection.connection.remove_notice_handler(read)


def test_it_reads_by_keys_also_where_the_database_believes_the_tables_empty(
    ana: User, ben: User, conversation: Conversation, settings
):
    """An installation's first hour, before anything was counted; and how a plan is kept for as long as a connection."""
    settings.CHAT_MESSAGES_PER_MINUTE = 30
    Conversation.objects.filter(pk=conversation.pk).update(stage="clarify")
    batch = [OutgoingMessage(person.pk, conversation.pk, "Good", uuid4()) for person in (ana, ben)]
    with keys_that_find_messages() as keys:
        assert list(place_ordinary(batch, now=timezone.now())) == [0, 1]
    assert "client_id >= " in keys["one_message_per_client_id"]
    assert "created_at > " in keys["message_by_sender"]
    assert len(keys) == 2


def test_so_do_the_rules_on_the_writers_connection(ana: User, conversation: Conversation):
    with connection.cursor() as cursor:
        cursor.execute(PLANS)
    question = OutgoingMessage(ana.pk, conversation.pk, "Good", uuid4(), facts={"type": "question", "topic": "salary"})
    with keys_that_find_messages() as keys:
        assert [one.seq for one in store_messages([question])] == [2]
    assert "client_id >= " in keys["one_message_per_client_id"]
