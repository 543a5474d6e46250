"""What races: numbers without gaps, one conversation for two greetings, limits over two writers. With threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, transaction

from apps.accounts.models import User
from apps.chat.conversations.errors import NotAParticipant
from apps.chat.greeting.services import greet
from apps.chat.groups.errors import GroupFull
from apps.chat.groups.joining import bring_in, join_by_link, make_link
from apps.chat.groups.services import open_group
from apps.chat.messages.outgoing import OutgoingMessage, Sent
from apps.chat.models import Conversation, Message, Participant
from apps.chat.participants.services import hand_over, leave_conversation
from apps.chat.sending import send_messages
from apps.matching.models import Job
from tests.matching.factories import ResumeFactory
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 6


def together(*works: Callable[[], object]) -> list[object]:
    """Runs all at once, each with a connection of its own."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            barrier.wait(20)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_numbers_have_no_gap_and_no_twin(ana: User, ben: User, conversation: Conversation, settings):
    settings.CHAT_MESSAGES_PER_MINUTE = 0

    def send(person: User) -> None:
        for _round in range(5):
            results = send_messages(
                [OutgoingMessage(person.pk, conversation.pk, f"{number}", uuid4()) for number in range(4)]
            )
            assert all(isinstance(result, Sent) for result in results)

    together(*[lambda person=person: send(person) for person in [ana, ben] * (THREADS // 2)])
    rows = list(Message.objects.order_by("seq").values_list("seq", "rev"))
    assert rows == [(number, number) for number in range(1, 2 + THREADS * 20)]
    conversation.refresh_from_db()
    assert (conversation.head_seq, conversation.head_rev) == rows[-1]
    times = list(Message.objects.order_by("seq").values_list("created_at", flat=True))
    assert len(times) == len(rows)


class TakenBack(Exception):
    pass


def test_who_sends_in_a_transaction_of_their_own_can_take_it_back(ana: User, conversation: Conversation):
    before = Message.objects.count()

    @transaction.atomic
    def think_again() -> None:
        (sent,) = send_messages([OutgoingMessage(ana.pk, conversation.pk, "Never mind", uuid4())])
        assert isinstance(sent, Sent)
        raise TakenBack

    with pytest.raises(TakenBack):
        think_again()
    assert Message.objects.count() == before
    (sent,) = send_messages([OutgoingMessage(ana.pk, conversation.pk, "Stays", uuid4())])
    assert sent.seq == before + 1


@pytest.mark.postgres
def test_what_the_commit_refuses_takes_nobody_with_it(ana: User, conversation: Conversation):
    """A preset that is gone is found out by a deferred key, at the commit that travels with the writes."""
    fine = OutgoingMessage(ana.pk, conversation.pk, "Fine", uuid4())
    bad = OutgoingMessage(
        ana.pk, conversation.pk, "Of a preset that is gone", uuid4(), origin="preset", preset_id=10**9
    )
    results = send_messages([fine, bad])
    assert [type(result).__name__ for result in results] == ["Sent", "NotStored"]
    assert list(Message.objects.filter(sender=ana, seq__gt=1).values_list("body", flat=True)) == ["Fine"]
    (again,) = send_messages([OutgoingMessage(ana.pk, conversation.pk, "Still here", uuid4())])
    assert isinstance(again, Sent)


def test_one_client_id_in_many_hands_is_one_message(ana: User, conversation: Conversation):
    key = uuid4()
    results = together(
        *[lambda: send_messages([OutgoingMessage(ana.pk, conversation.pk, "Once", key)])[0] for _n in range(THREADS)]
    )
    assert len({(result.id, result.seq, result.rev, result.created_at) for result in results}) == 1
    assert sum(not result.is_repeat for result in results) == 1


def test_two_who_greet_at_once_meet_in_one_conversation(ana: User, ben: User, job: Job):
    ResumeFactory(owner=ana)
    found = together(
        lambda: greet(sender=ana, job=job, candidate=ana, body="Hello Ben", client_id=uuid4()).pk,
        lambda: greet(sender=ben, job=job, candidate=ana, body="Hello Ana", client_id=uuid4()).pk,
    )
    assert found[0] == found[1]
    assert Conversation.objects.count() == 1
    assert sorted(Message.objects.values_list("sender", "seq")) == sorted(
        (sender, seq) for seq, sender in Message.objects.values_list("seq", "sender")
    )
    assert set(Message.objects.values_list("sender", flat=True)) == {ana.pk, ben.pk}


def test_a_limit_holds_over_all_writers(ana: User, conversation: Conversation, settings):
    settings.CHAT_MESSAGES_PER_MINUTE = 8
    results = together(
        *[
            lambda: send_messages([OutgoingMessage(ana.pk, conversation.pk, "x", uuid4()) for _n in range(4)])
            for _thread in range(4)
        ]
    )
    sent = sum(isinstance(result, Sent) for group in results for result in group)
    assert sent == 7
    assert Message.objects.filter(sender=ana).count() == 8


def test_who_leaves_many_times_at_once_leaves_once(ben: User, conversation: Conversation):
    hand_over(by=ben, conversation_id=conversation.pk, to=RecruiterFactory(company=ben.company))

    def leave() -> str:
        try:
            leave_conversation(user=ben, conversation_id=conversation.pk)
        except NotAParticipant:
            return "gone already"
        return "left"

    answers = together(*[leave] * THREADS)
    assert sorted(answers) == ["gone already"] * (THREADS - 1) + ["left"]
    lines = Message.objects.filter(conversation=conversation, kind="system", facts__type="left")
    assert lines.count() == 1


def test_owners_leave_and_people_join_at_once_and_one_owner_is_left(ana: User, ben: User, olga: User):
    team = [RecruiterFactory(company=ben.company) for _number in range(3)]
    group = open_group(by=ben, title="Hiring")
    bring_in(by=ben, conversation_id=group.pk, people=[person.pk for person in team])
    token = make_link(by=ben, conversation_id=group.pk).token

    def leave(person: User) -> Callable[[], object]:
        return lambda: leave_conversation(user=person, conversation_id=group.pk)

    def join(person: User) -> Callable[[], object]:
        return lambda: join_by_link(person=person, token=token)

    together(leave(ben), leave(team[0]), leave(team[1]), join(ana), join(olga), join(ana))
    present = Participant.objects.filter(conversation=group, left_at=None)
    assert set(present.values_list("user_id", flat=True)) == {team[2].pk, ana.pk, olga.pk}
    assert present.filter(role="owner").count() == 1
    joined = Message.objects.filter(conversation=group, facts__type="joined", facts__user=ana.pk)
    assert joined.count() == 1


def test_a_group_never_holds_more_than_it_may(ben: User, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("apps.chat.groups.services.MOST_MEMBERS", 3)
    group = open_group(by=ben, title="Hiring")
    token = make_link(by=ben, conversation_id=group.pk).token

    def join(person: User) -> object:
        try:
            return join_by_link(person=person, token=token)
        except GroupFull:
            return None

    people = [RecruiterFactory() for _number in range(4)]
    results = together(*[lambda person=person: join(person) for person in people])
    assert len([result for result in results if result]) == 2
    assert Participant.objects.filter(conversation=group, left_at=None).count() == 3
