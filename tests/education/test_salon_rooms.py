"""Live rooms of events: questions by votes, live to everybody in them, moderated by hosts, recorded at the end."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from asgiref.sync import sync_to_async
from rest_framework.test import APIClient

from apps.accounts.models import Block, User
from apps.accounts.privacy.registry import owners
from apps.chat.models import Report
from apps.chat.moderation.services import read_evidence
from apps.education.floor import asking
from apps.education.floor.asking import ask, take_back
from apps.education.floor.errors import Muted, TooManyQuestions
from apps.education.floor.hosting import manage_guest, moderate, reply, report_question
from apps.education.floor.selectors import changes_after, room_of
from apps.education.floor.voting import Vote, cast, set_vote
from apps.education.models import Article, Salon, SalonQuestion, SalonVote
from apps.education.posts.errors import ContactInPost, OwnPost, PostNeedsConfirming
from apps.education.salons.errors import RegisterFirst, SalonOver
from apps.education.salons.registering import register, withdraw
from apps.errors import NotAllowed, NotFound
from apps.notifications.reminders.running import run_due
from tests.chat.test_concurrency import together
from tests.contracts.access_to_events import SALON_COMMANDS
from tests.education.salons import a_question, a_salon
from tests.people import CandidateFactory, OperatorFactory
from tests.realtime.client import Socket

SCAM = "先交 300 元押金就能入职，名额有限"


def test_who_has_no_seat_finds_no_room(ana: User, olga: User, sign_in) -> None:
    salon = a_salon()
    question = a_question(salon, ana)
    room = f"/help/salons/{salon.pk}/room/"
    assert question.body in sign_in(ana).get(room).content.decode()
    assert sign_in(olga).get(room).url == salon.get_absolute_url()
    client = APIClient()
    client.force_authenticate(olga)
    assert client.get(f"/api/v1/salons/{salon.pk}/room/").status_code == 403
    assert client.get(f"/api/v1/salon-questions/{question.pk}/").status_code == 403
    with pytest.raises(RegisterFirst):
        set_vote(question=question, voter=olga, is_on=True)
    with pytest.raises(NotAllowed):
        moderate(question=question, by=ana, action="pin")


def test_one_vote_a_person_and_none_for_ones_own(ana: User, ben: User) -> None:
    salon = a_salon()
    question = a_question(salon, ana)
    register(salon=salon, person=ben)
    assert [set_vote(question=question, voter=ben, is_on=on) for on in (True, True, False, True)] == [1, 1, 0, 1]
    with pytest.raises(OwnPost):
        set_vote(question=question, voter=ana, is_on=True)


def test_nobody_votes_past_a_block_whoever_set_it(ana: User, ben: User, olga: User) -> None:
    salon = a_salon()
    question = a_question(salon, ana)
    operator = OperatorFactory(is_superuser=True)
    for voter in (ben, olga, operator):
        register(salon=salon, person=voter)
    Block.objects.create(blocker=ana, blocked=ben)
    Block.objects.create(blocker=olga, blocked=salon.host)
    Block.objects.create(blocker=operator, blocked=salon.host)
    votes = [Vote(question.pk, voter.pk, is_on=True) for voter in (ben, olga, operator)]
    past_asker, past_host, operators = cast(votes).values()
    assert isinstance(past_asker, NotFound)
    assert isinstance(past_host, NotFound)
    assert operators == 1, "who looks after events sees all of them"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_votes_and_questions_at_once_are_counted_rightly_in_order(db: None) -> None:
    salon = a_salon()
    people = [CandidateFactory() for _number in range(6)]
    questions = [a_question(salon, person) for person in people[:2]]

    def take_part(person: User) -> None:
        for question in questions:
            if question.author_id != person.pk:
                for is_on in (True, False, True):
                    set_vote(question=question, voter=person, is_on=is_on)
        ask(salon=salon, author=person, body="And then?", client_id=uuid4())

    for person in people:
        register(salon=salon, person=person)
    together(*[lambda person=person: take_part(person) for person in people])
    assert SalonVote.objects.count() == 10
    assert [SalonQuestion.objects.get(pk=question.pk).votes for question in questions] == [5, 5]
    revs = list(SalonQuestion.objects.values_list("rev", flat=True))
    assert len(set(revs)) == len(revs), "each change has a revision of its own"
    assert max(revs) == Salon.objects.get().rev


def test_who_touches_a_guest_holds_the_event_first(ana: User, django_assert_max_num_queries) -> None:
    salon = a_salon()
    register(salon=salon, person=ana)
    for act in (
        lambda: asking.raise_hand(salon=salon, person=ana, is_up=True),
        lambda: manage_guest(salon=salon, by=salon.host, person_id=ana.pk, action="lower"),
    ):
        with django_assert_max_num_queries(20) as queries:
            act()
        first = next(one["sql"] for one in queries if one["sql"].startswith("SELECT"))
        assert 'FROM "education_salon" ' in first, "two at once wait for each other in one direction only"


def test_what_hosts_do_to_questions_everybody_sees(ana: User, ben: User) -> None:
    salon = a_salon()
    first, second = a_question(salon, ana), a_question(salon, ben, "And in writing?")
    host = salon.host
    for question in (first, second):
        moderate(question=question, by=host, action="pin")
    assert list(SalonQuestion.objects.filter(is_pinned=True)) == [second]
    reply(question=first, by=host, body="Once they have said what the job pays.")
    moderate(question=second, by=host, action="hide")
    seen = changes_after(salon.pk, 0)["questions"]
    assert [(one["state"], one["body"], one["is_answered"]) for one in seen] == [
        ("live", first.body, True),
        ("hidden", "", False),
    ]
    assert room_of(salon, ana, now=salon.starts_at).questions[0]["reply"].startswith("Once they")
    assert len(room_of(salon, host, now=salon.starts_at).questions) == 2
    with pytest.raises(NotAllowed):
        take_back(question=first, by=ana)


def test_a_contact_is_refused_a_scam_waits_for_a_host_and_too_much_is_enough(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    salon = a_salon()
    with pytest.raises(ContactInPost):
        a_question(salon, ana, "Write to me: ana@example.com")
    with pytest.raises(PostNeedsConfirming):
        a_question(salon, ana, SCAM)
    client_id = uuid4()
    twice = [ask(salon=salon, author=ana, body=SCAM, client_id=client_id, is_confirmed=True) for _time in range(2)]
    assert twice[0].pk == twice[1].pk
    assert twice[0].state == "held"
    assert changes_after(salon.pk, 0)["questions"][0]["body"] == ""
    monkeypatch.setattr(asking, "A_SALON", 1)
    with pytest.raises(TooManyQuestions):
        a_question(salon, ana)


def test_who_is_muted_reads_along(ana: User, ben: User) -> None:
    salon = a_salon()
    question = a_question(salon, ben)
    register(salon=salon, person=ana)
    with pytest.raises(NotAllowed):
        manage_guest(salon=salon, by=ana, person_id=ben.pk, action="mute")
    manage_guest(salon=salon, by=salon.host, person_id=ana.pk, action="mute")
    for attempt in (
        lambda: ask(salon=salon, author=ana, body="Why?", client_id=uuid4()),
        lambda: set_vote(question=question, voter=ana, is_on=True),
        lambda: asking.raise_hand(salon=salon, person=ana, is_up=True),
    ):
        with pytest.raises(Muted):
            attempt()
    assert room_of(salon, ana, now=salon.starts_at).is_muted
    manage_guest(salon=salon, by=salon.host, person_id=ana.pk, action="unmute")
    ask(salon=salon, author=ana, body="Why?", client_id=uuid4())


def test_three_reports_hold_a_question_and_stand_in_the_one_queue(ana: User) -> None:
    salon = a_salon()
    question = a_question(salon, ana, "You are all idiots, aren't you?")
    heard = []
    for reporter in [CandidateFactory() for _number in range(3)]:
        register(salon=salon, person=reporter)
        for _twice in range(2):
            report_question(question=question, reporter=reporter, reason="harassment")
        heard.append(Salon.objects.get().rev)
    question.refresh_from_db()
    assert question.state == "held"
    assert heard == [1, 1, 2], "only what all may see is told"
    assert Report.objects.filter(reported=ana).count() == 3
    (witness,) = read_evidence(of=Report.objects.first(), by=salon.host) or []
    assert witness["text"] == question.body


def test_at_the_end_answers_become_a_draft_without_the_askers_names_once(ana: User, ben: User) -> None:
    salon = a_salon()
    english, chinese = a_question(salon, ana), a_question(salon, ben, "第一次报价说多少合适？")
    hidden = ask(salon=salon, author=ben, body="Is this any good?", client_id=uuid4())
    for question in (english, chinese, hidden):
        reply(question=question, by=salon.host, body=f"Answer to {question.pk}.")
    moderate(question=hidden, by=salon.host, action="hide")
    over = salon.ends_at + timedelta(hours=1)
    with time_machine.travel(over):
        for _twice in range(2):
            run_due(now=over)
        article = Article.objects.get(slug=f"event-{salon.pk}")
        assert not article.is_published
        assert english.body in article.body_en
        assert f"### {chinese.body}\n\nAnswer to {chinese.pk}." == article.body_zh
        assert hidden.body not in article.body_en
        assert ana.name not in article.body_en
        with pytest.raises(SalonOver):
            ask(salon=salon, author=ana, body="One more?", client_id=uuid4())
        with pytest.raises(SalonOver):
            set_vote(question=english, voter=ben, is_on=True)
        assert not room_of(salon, ana, now=over).is_live


def test_open_rooms_hear_of_who_gives_their_seat_back_and_who_is_erased(ana: User, ben: User) -> None:
    salon = a_salon()
    question, other = a_question(salon, ana), a_question(salon, ben)
    reply(question=other, by=salon.host, body="After the offer.")
    asking.raise_hand(salon=salon, person=ben, is_up=True)
    known = Salon.objects.get().rev
    withdraw(salon=salon, person=ben)
    heard = changes_after(salon.pk, known)
    assert (heard["hands"], heard["rev"]) == ([], known + 1)
    (area,) = [one for one in owners() if one.key == "help"]
    for person in (ana, salon.host):
        area.erase(person)
    told = {
        one["id"]: (one["state"], one["body"], one["reply"])
        for one in changes_after(salon.pk, heard["rev"])["questions"]
    }
    assert told == {question.pk: ("removed", "", ""), other.pk: ("live", other.body, "")}


@pytest.mark.django_db(transaction=True)
async def test_everybody_in_the_room_sees_it_live_but_nothing_of_whom_they_blocked(
    ana: User, ben: User, olga: User
) -> None:
    salon = await sync_to_async(a_salon)()
    for person in (ana, ben, olga):
        await sync_to_async(register)(salon=salon, person=person)
    await sync_to_async(Block.objects.create)(blocker=olga, blocked=ana)
    async with (
        await sync_to_async(Socket)(person=ana) as hers,
        await sync_to_async(Socket)(person=ben) as his,
        await sync_to_async(Socket)(person=olga) as blind,
    ):
        for socket in (hers, his, blind):
            await socket.send(type="salon.watch", salon=salon.pk)
            await socket.receive("salon.watching")
        client_id = str(uuid4())
        await hers.send(type="salon.ask", salon=salon.pk, client_id=client_id, body="When?")
        asked = await hers.receive("salon.asked")
        assert asked["client_id"] == client_id
        frame = await _telling(his)
        assert [one["body"] for one in frame["questions"]] == ["When?"]
        assert (await _telling(blind, wants=False))["questions"] == []
        await his.send(type="salon.vote", question=asked["question"], on=True)
        assert (await his.receive("salon.voted"))["votes"] == 1
        assert (await _telling(hers, votes=1))["after"] >= frame["rev"]
        await hers.send(type="salon.vote", question=asked["question"], on=True, request_id="vote:1")
        refused = await hers.receive("error")
        assert (refused["code"], refused["request_id"]) == ("own_post", "vote:1")
        await his.send(type="salon.hand", salon=salon.pk, up=True)
        assert (await _telling(hers, hands=True))["hands"] == [{"id": ben.pk, "name": ben.name}]
        await sync_to_async(withdraw)(salon=salon, person=ben)
        await his.send(type="salon.watch", salon=salon.pk)
        assert (await his.receive("error"))["code"] == "register_first"


@pytest.mark.django_db(transaction=True)
async def test_every_command_is_refused_to_who_has_no_seat(ana: User, olga: User) -> None:
    salon = await sync_to_async(a_salon)()
    question = await sync_to_async(a_question)(salon, ana)
    frames = {
        "salon.watch": {"salon": salon.pk},
        "salon.ask": {"salon": salon.pk, "client_id": str(uuid4()), "body": "Me too?"},
        "salon.vote": {"question": question.pk, "on": True},
        "salon.hand": {"salon": salon.pk, "up": True},
    }
    assert frames.keys() == SALON_COMMANDS
    async with await sync_to_async(Socket)(person=olga) as socket:
        for command, frame in frames.items():
            await socket.send(type=command, **frame)
            assert (await socket.receive("error"))["code"] == "register_first", command
    assert await sync_to_async(SalonQuestion.objects.count)() == 1
    assert await sync_to_async(SalonVote.objects.count)() == 0


async def _telling(socket: Socket, *, wants: bool = True, votes: int = 0, hands: bool = False) -> dict:
    """The first frame that tells of this; empty ones come, too."""
    async with asyncio.timeout(5):
        while True:
            frame = await socket.receive("salon.changed")
            has_votes = any(one["votes"] == votes for one in frame["questions"])
            if (hands and frame.get("hands")) or (not hands and has_votes == wants):
                return frame
