"""How it was: what the two sides say after an interview's end, and what it comes to."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.cards.due import close_due_cards
from apps.chat.cards.errors import CardMoved
from apps.chat.cards.models import Card
from apps.chat.cards.selectors import face_of
from apps.chat.models import Conversation, Interview, Message
from apps.chat.stages.services import set_stage
from tests.chat.interviews.conftest import TEN, Do, Invite
from tests.chat.interviews.test_inviting import events
from tests.chat.test_concurrency import together

pytestmark = pytest.mark.django_db
END = datetime.fromisoformat(TEN) + timedelta(minutes=45)
WEEK = timedelta(days=7)


@pytest.fixture
def asked(invite: Invite, do: Do, ana: User, clock: Any) -> Card:
    """The interview is over, and both are asked how it was."""
    do(invite(), ana, "accept", slot=TEN)
    clock.move_to(END)
    assert close_due_cards(now=END) == 1
    return Card.objects.get(type="interview_outcome")


@pytest.fixture
def pass_time(clock: Any) -> Callable[[timedelta], int]:
    """Moves on by so much from the end, and lets the product do what is due; how many cards that closed."""

    def pass_time(after: timedelta) -> int:
        clock.move_to(END + after)
        return close_due_cards(now=END + after)

    return pass_time


def interview() -> Interview:
    return Interview.objects.get()


def test_both_are_asked_once_and_not_before_the_end(invite: Invite, do: Do, ana: User, ben: User, clock: Any):
    do(invite(), ana, "accept", slot=TEN)
    assert close_due_cards(now=END - timedelta(minutes=1)) == 0
    assert [close_due_cards(now=END), close_due_cards(now=END)] == [1, 0]
    assert (Card.objects.get(type="interview").state, interview().standing) == ("over", "over")
    card = Card.objects.get(type="interview_outcome")
    for person in (ana, ben):
        assert [deed.name for deed in face_of(card, person).deeds] == ["took_place", "missed", "other"]
    assert Message.objects.get(pk=card.pk).sender is None


@pytest.mark.parametrize("path", ["chat:conversation", "chat:print"])
def test_the_card_that_asks_is_rapports(asked: Card, ana: User, sign_in, path: str):
    page = sign_in(ana).get(reverse(path, args=[asked.conversation_id])).content.decode()
    assert re.search(r'data-part="name">Rapport: </span>|<strong>Rapport</strong>', page)
    assert not re.search(r'data-part="name">: </span>|<strong>Somebody</strong>', page)


def test_where_both_say_so_it_was_attended_at_once(asked: Card, do: Do, ana: User, ben: User):
    assert do(asked, ana, "took_place").state == "said"
    assert events("interview_attended") == []
    card = do(asked, ben, "took_place")
    assert (card.state, interview().outcome) == ("attended", "attended")
    (event,) = events("interview_attended")
    assert (event["interview"], event["candidate"], event["recruiter"]) == (interview().pk, ana.pk, ben.pk)


def test_where_one_says_so_and_the_other_is_silent_it_is_settled_after_seven_days_once(
    asked: Card, do: Do, ana: User, pass_time: Callable[[timedelta], int]
):
    do(asked, ana, "took_place")
    assert pass_time(WEEK - timedelta(minutes=1)) == 0
    assert [pass_time(WEEK), pass_time(WEEK)] == [1, 0]
    assert (Card.objects.get(pk=asked.pk).state, interview().attended_at) == ("attended", END + WEEK)
    assert len(events("interview_attended")) == 1


def test_an_objection_leaves_it_open_and_can_be_taken_back(
    asked: Card, do: Do, ana: User, ben: User, pass_time: Callable[[timedelta], int]
):
    do(asked, ana, "took_place")
    assert do(asked, ben, "missed").state == "differing"
    assert do(asked, ben, "took_place").state == "attended"
    assert len(events("interview_attended")) == 1


def test_two_who_differ_to_the_end_count_for_nothing(
    asked: Card, do: Do, ana: User, ben: User, pass_time: Callable[[timedelta], int]
):
    do(asked, ana, "took_place")
    do(asked, ben, "missed")
    assert pass_time(WEEK) == 1
    assert (Card.objects.get(pk=asked.pk).state, interview().attended_at) == ("disputed", None)
    assert events("interview_attended") == []


def test_saying_the_same_again_gives_the_other_no_more_time(asked: Card, do: Do, ana: User, clock: Any):
    due = do(asked, ana, "took_place").due_at
    clock.move_to(END + timedelta(days=3))
    assert do(asked, ana, "took_place").due_at == due


def test_where_nobody_says_anything_it_ends_after_two_weeks(asked: Card, pass_time: Callable[[timedelta], int]):
    assert [pass_time(2 * WEEK - timedelta(minutes=1)), pass_time(2 * WEEK)] == [0, 1]
    assert Card.objects.get(pk=asked.pk).state == "unsaid"


def test_one_may_still_say_it_when_the_conversation_is_closed(asked: Card, do: Do, ana: User, ben: User, talk):
    set_stage(by=ana, conversation_id=talk.pk, stage="closed")
    do(asked, ana, "took_place")
    assert do(asked, ben, "took_place").state == "attended"


def test_nobody_is_asked_about_what_was_called_off_by_closing(
    invite: Invite, do: Do, ana: User, ben: User, talk: Conversation, clock: Any
):
    do(invite(), ana, "accept", slot=TEN)
    set_stage(by=ana, conversation_id=talk.pk, stage="closed")
    clock.move_to(END)
    close_due_cards(now=END)
    assert (Card.objects.get().state, interview().standing) == ("cancelled", "off")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_settling_races_with_itself_and_with_a_late_word(asked: Card, do: Do, ana: User, ben: User, clock: Any):
    do(asked, ana, "took_place")
    now = END + WEEK
    clock.move_to(now)

    def speak() -> object:
        try:
            return do(asked, ben, "took_place").state
        except CardMoved as late:
            return late.code

    together(lambda: close_due_cards(now=now), speak, lambda: close_due_cards(now=now))
    assert Card.objects.get(pk=asked.pk).state == "attended"
    assert len(events("interview_attended")) == 1
