"""An interview from the invitation to the end of it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.cards.due import close_due_cards
from apps.chat.cards.errors import CardAlreadyOpen, CardMoved, NotYourPart
from apps.chat.cards.models import Card
from apps.chat.cards.selectors import face_of, line_of
from apps.chat.cards.services import make_card
from apps.chat.conversations.errors import ConversationClosed, NotAccepting
from apps.chat.greeting.services import greet
from apps.chat.interviews.errors import PlaceMissing, TimeNotOffered, TimeTaken
from apps.chat.interviews.slots import TimeIsPast
from apps.chat.messages.rendering import message_dict
from apps.chat.models import Conversation, Interview, Message
from apps.chat.sending.services import send_message
from apps.chat.stages.services import set_stage
from apps.chat.topics.selectors import chips_for
from apps.errors import InvalidInput
from apps.events.models import OutboxEvent
from apps.matching.models import Job
from tests.chat.interviews.conftest import LATER, NOW, TEN, Do, Invite
from tests.matching.factories import JobFactory
from tests.people import CandidateFactory

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 3, 4, 2, tzinfo=UTC)


def events(kind: str) -> list[dict]:
    return [event.payload for event in OutboxEvent.objects.filter(kind=f"chat.{kind}").order_by("pk")]


def interview() -> Interview:
    return Interview.objects.select_related("conversation").get()


def test_ana_takes_a_time_and_the_conversation_stands_at_interview(invite: Invite, do: Do, ana: User, talk):
    card = do(invite(), ana, "accept", slot=TEN)
    assert (card.state, card.due_at) == ("agreed", WEDNESDAY + timedelta(minutes=45))
    assert (interview().standing, interview().starts_at, interview().sequence) == ("agreed", WEDNESDAY, 1)
    assert interview().conversation.stage == "interview"
    assert [event["starts_at"] for event in events("interview_agreed")] == [TEN]


def test_what_led_to_the_stage_is_told_instead_of_who(invite: Invite, do: Do, ana: User, ben: User, talk, sign_in):
    do(invite(), ana, "accept", slot=TEN)
    address = reverse("chat:conversation", args=[talk.pk])
    for person in (ana, ben):
        page = sign_in(person).get(address).content.decode().split("system-words")[0]
        assert "A time for an interview is agreed. The stage is now: interview" in page
        assert "set the stage to" not in page


def test_times_are_not_asked_for_while_some_are_offered_or_agreed(invite: Invite, do: Do, ana: User, ben: User, talk):
    def is_offered() -> bool:
        talk.refresh_from_db()
        return "interview_times" in [chip["topic"] for chip in chips_for(talk, ben, limit=50)]

    set_stage(by=ben, conversation_id=talk.pk, stage="interview")
    assert is_offered()
    card = invite()
    assert not is_offered()
    card = do(card, ana, "accept", slot=TEN)
    assert not is_offered()
    do(card, ana, "cancel", reason="ill")
    assert is_offered()


def test_each_reads_the_times_on_their_own_clock(invite: Invite, do: Do, ana: User, ben: User):
    card = invite()
    assert [time["words"] for time in face_of(card, ana).own["times"]] == [
        "Wed, 4 Mar 2026, 10:00–10:45",
        "Thu, 5 Mar 2026, 14:30–15:15",
    ]
    assert [time["words"] for time in face_of(card, ben).own["times"]] == [
        "Wed, 4 Mar 2026, 03:00–03:45",
        "Thu, 5 Mar 2026, 07:30–08:15",
    ]
    card = do(card, ana, "accept", slot=TEN)
    assert face_of(card, ana).own["when"] == "Wed, 4 Mar 2026, 10:00–10:45"
    assert face_of(card, ben).own["zone"] == "Europe/Berlin (UTC+1)"


def test_ben_gives_times_on_his_clock(invite: Invite):
    assert invite("2026-03-04T09:30").facts["slots"] == ["2026-03-04T08:30:00+00:00"]


def test_ana_proposes_another_time_and_ben_takes_it(invite: Invite, do: Do, ana: User, ben: User):
    card = do(invite(), ana, "propose", slots=["2026-03-06T18:30"], words="After work suits me better.")
    assert (card.state, card.facts["slots_by"], card.facts["words"]) == (
        "proposed",
        "candidate",
        "After work suits me better.",
    )
    assert [deed.name for deed in face_of(card, ben).deeds] == ["agree", "offer", "withdraw"]
    with pytest.raises(NotYourPart):
        do(card, ana, "agree", slot="2026-03-06T10:30:00+00:00")
    with pytest.raises(TimeNotOffered):
        do(card, ben, "agree", slot=TEN)
    card = do(card, ben, "agree", slot="2026-03-06T10:30:00+00:00")
    assert (card.state, interview().starts_at) == ("agreed", datetime(2026, 3, 6, 10, 30, tzinfo=UTC))


@pytest.mark.parametrize(("mover", "state"), [("ana", "proposed"), ("ben", "open")])
def test_whoever_moves_it_offers_times_to_the_other(invite: Invite, do: Do, ana: User, ben: User, mover: str, state):
    people = {"ana": ana, "ben": ben}
    card = do(invite(), ana, "accept", slot=TEN)
    card = do(card, people[mover], "move", slots=[LATER])
    assert (card.state, interview().standing) == (state, "asked")
    assert len(events("interview_called_off")) == 1
    other, action = (ben, "agree") if mover == "ana" else (ana, "accept")
    do(card, other, action, slot=LATER)
    assert (interview().standing, interview().sequence) == ("agreed", 3)
    assert [event["starts_at"] for event in events("interview_agreed")] == [TEN, LATER]


def test_it_is_called_off_with_a_reason_that_the_other_reads(invite: Invite, do: Do, ana: User, ben: User, talk):
    card = do(do(invite(), ana, "accept", slot=TEN), ana, "cancel", reason="ill", words="I'm sorry.")
    assert (card.state, interview().standing) == ("cancelled", "off")
    facts = {fact.label: fact.value for fact in face_of(card, ben).lines}
    assert (facts["Reason"], facts["In their words"]) == ("Illness", "I'm sorry.")
    assert Conversation.objects.get().stage == "interview"
    with pytest.raises(CardMoved):
        do(card, ben, "move", slots=[LATER])


def test_ana_declines_and_says_why(invite: Invite, do: Do, ana: User, ben: User):
    card = do(invite(), ana, "decline", reason="other_offer")
    assert (card.state, interview().standing) == ("declined", "off")
    assert events("interview_called_off") == []
    assert card.steps.last().data == {"reason": "other_offer"}


def test_what_isnt_offered_or_has_passed_cant_be_taken(invite: Invite, do: Do, ana: User, clock):
    card = invite()
    with pytest.raises(TimeNotOffered):
        do(card, ana, "accept", slot="2026-03-09T02:00:00+00:00")
    clock.move_to(WEDNESDAY)
    with pytest.raises(TimeIsPast):
        do(card, ana, "accept", slot=TEN)
    assert face_of(card, ana).own["times"][0]["is_past"]
    assert do(card, ana, "accept", slot=LATER).state == "agreed"


def test_there_is_one_open_invitation_at_a_time(invite: Invite, do: Do, ana: User):
    card = invite()
    with pytest.raises(CardAlreadyOpen):
        invite()
    do(card, ana, "decline", reason="other")
    assert invite().state == "open"


def test_on_site_needs_a_place(invite: Invite):
    with pytest.raises(PlaceMissing):
        invite(way="on_site")
    assert invite(way="on_site", place="上海市南京西路 1266 号").facts["place"] == "上海市南京西路 1266 号"


def test_ben_hears_of_another_interview_of_his_and_may_offer_the_time_all_the_same(
    invite: Invite, do: Do, ana: User, ben: User, job: Job
):
    do(invite(), ana, "accept", slot=TEN)
    cara = CandidateFactory(name="Cara")
    with_cara = greet(sender=cara, job=job, candidate=cara, body="Hello", client_id=uuid4())
    with pytest.raises(TimeTaken) as refused:
        invite("2026-03-04T02:30Z", conversation=with_cara)
    assert str(refused.value) == ("You have another interview then: Interview with Ana, Wed, 4 Mar 2026, 03:00–03:45.")
    card = invite("2026-03-04T02:30Z", conversation=with_cara, anyway=True)
    assert face_of(card, ben).own["times"][0]["meets"] == "Interview with Ana, Wed, 4 Mar 2026, 03:00–03:45"
    assert face_of(card, cara).own["times"][0]["meets"] == ""


def test_ana_sees_where_an_offered_time_meets_another_interview_of_hers(
    invite: Invite, do: Do, ana: User, ben: User, talk
):
    do(invite(), ana, "accept", slot=TEN)
    other_job = JobFactory(company=ben.company, posted_by=ben, title="Data engineer")
    other = greet(sender=ana, job=other_job, candidate=ana, body="Hello", client_id=uuid4())
    card = invite("2026-03-04T02:45Z", "2026-03-04T02:30Z", conversation=other, anyway=True)
    met, free = face_of(card, ana).own["times"]
    assert (met["meets"], free["meets"]) == ("Interview with Ben, Wed, 4 Mar 2026, 10:00–10:45", "")


def test_after_the_last_time_on_offer_it_lapses(invite: Invite, clock):
    card = invite()
    clock.move_to(datetime.fromisoformat(LATER) + timedelta(minutes=1))
    assert close_due_cards(now=datetime.fromisoformat(LATER) + timedelta(minutes=1)) == 1
    assert (Card.objects.get(pk=card.pk).state, interview().standing) == ("lapsed", "off")


def test_nothing_is_agreed_across_a_block_or_in_a_closed_conversation(
    invite: Invite, do: Do, ana: User, ben: User, talk: Conversation
):
    card = invite()
    set_stage(by=ben, conversation_id=talk.pk, stage="closed")
    with pytest.raises(ConversationClosed):
        do(card, ana, "accept", slot=TEN)
    assert do(card, ana, "decline", reason="not_now").state == "declined"
    set_stage(by=ben, conversation_id=talk.pk, stage="clarify")
    card = invite()
    block(blocker=ana, blocked=ben)
    for person, action in ((ana, "accept"), (ben, "withdraw")):
        with pytest.raises(NotAccepting):
            do(card, person, action, slot=TEN)


def test_an_agreement_is_an_answer_after_which_nobody_waits(invite: Invite, do: Do, ana: User, ben: User, talk):
    card = invite()
    talk.refresh_from_db()
    assert talk.waiting_for == ana
    do(card, ana, "accept", slot=TEN)
    talk.refresh_from_db()
    assert (talk.waiting_for, talk.waiting_since) == (None, None)
    line = message_dict(Message.objects.get(kind="card", sender=ana))
    assert line_of(line) == "Interview agreed: Wed, 4 Mar 2026, 02:00–02:45"


def test_what_ana_asked_before_she_agreed_still_waits_for_ben(invite: Invite, do: Do, ana: User, ben: User, talk):
    card = invite()
    send_message(sender=ana, conversation_id=talk.pk, body="Is it by video?", client_id=uuid4())
    do(card, ana, "accept", slot=TEN)
    talk.refresh_from_db()
    assert talk.waiting_for == ben


def test_an_agreement_moves_no_stage_back(invite: Invite, do: Do, ana: User, ben: User, talk):
    set_stage(by=ben, conversation_id=talk.pk, stage="offer")
    do(invite(), ana, "accept", slot=TEN)
    talk.refresh_from_db()
    assert talk.stage == "offer"


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ([], "Choose at least one time."),
        (["2026-03-01T10:00"], "That time has passed. Choose a later one."),
        (["soon"], "Please give a day and a time."),
    ],
)
def test_what_cant_be_offered_is_refused_in_words(slots: list[str], words: str, ben: User, talk: Conversation):
    with pytest.raises(InvalidInput) as refused:
        make_card(conversation=talk, author=ben, type="interview", facts={"slots": slots}, client_id=uuid4(), now=NOW)
    assert str(refused.value) == words
    assert not Card.objects.exists()
