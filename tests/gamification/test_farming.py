"""Playing for points doesn't pay: scripted farmers against honest people, all through real conversations.

Both sides spend the same effort, two conversations a day for ten days. Stated yield: two accounts that swap openers,
copied texts, "ok", emoji, presets and auto-replies earn at most 10 % of what honest people earn; two accounts that take
the trouble to write like people, always to each other, at most 15 %, and never more than 30 points a side in all.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.models import Preset
from apps.chat.sending.services import send_message
from apps.feedback.ratings.services import rate_conversation
from apps.gamification.awards.selectors import progress
from tests.matching.factories import JobFactory, ResumeFactory

pytestmark = pytest.mark.either

DAYS, A_DAY = 10, 2
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)

# What a candidate asks about, what a recruiter answers, and what comes back: the words of people, each in its place.
TOPICS = (
    ("the salary range", "The salary range is 25k to 30k a month", "25k to 30k a month suits me, thank you"),
    ("remote work", "Remote work is possible on three days", "Three days of remote work would be ideal for me"),
    ("the interview", "The interview is on Tuesday at ten", "Tuesday at ten works for the interview"),
    ("the team size", "The team has eleven engineers", "Eleven engineers sounds like a good team to me"),
    ("the start date", "The start date is the first of May", "I could make the first of May as my start date"),
)


class Pair:
    """A recruiter who talks with candidates about one new job after the other, for days on end."""

    def __init__(self, recruiter: User, travel: time_machine.Traveller, drain: Callable[[], None]) -> None:
        self.recruiter, self.travel, self.drain = recruiter, travel, drain
        self.rounds = 0

    def start_again(self, recruiter: User) -> None:
        """The same days once more, for another recruiter."""
        self.recruiter, self.rounds = recruiter, 0
        self.travel.move_to(MONDAY)

    def talk(self, candidate: User, *, opener: str, answer: dict[str, object], reply: dict[str, object]) -> None:
        """Greeting, an answer after an hour, a reply after another, then both rate the conversation."""
        job = JobFactory(company=self.recruiter.company, posted_by=self.recruiter)
        said = greet(sender=candidate, job=job, candidate=candidate, body=opener, client_id=uuid4())
        for sender, message in ((self.recruiter, answer), (candidate, reply)):
            self.travel.shift(timedelta(hours=1))
            send_message(sender=sender, conversation_id=said.pk, client_id=uuid4(), **message)
        for rater in (self.recruiter, candidate):
            rate_conversation(rater=rater, conversation_id=said.pk, stars=5)
        self.drain()
        self.rounds += 1
        self.travel.move_to(MONDAY + timedelta(days=self.rounds // A_DAY, hours=4 * (self.rounds % A_DAY)))


@pytest.fixture
def pair(ben, drain):
    with time_machine.travel(MONDAY, tick=False) as travel:
        yield Pair(ben, travel, drain)


@pytest.fixture
def candidate():
    """`candidate()` is a new one with a résumé."""

    def make() -> User:
        return ResumeFactory().owner

    return make


def in_own_words(number: int) -> tuple[str, dict[str, object], dict[str, object]]:
    about, answer, reply = TOPICS[number % len(TOPICS)]
    opener = f"Hello, I read your posting number {number} closely. What can you say about {about}?"
    return opener, {"body": f"{answer}, for position {number}."}, {"body": f"{reply}, as to position {number}."}


def honest_points(pair: Pair, candidate: Callable[[], User]) -> int:
    """Of the recruiter, who talks with somebody else each time."""
    for number in range(DAYS * A_DAY):
        opener, answer, reply = in_own_words(number)
        pair.talk(candidate(), opener=opener, answer=answer, reply=reply)
    return progress(pair.recruiter).points


def rounds_of_tricks(preset: Preset) -> list[tuple[str, dict[str, object], dict[str, object]]]:
    opener = "Hello, is the position still open? I am very interested."
    unchanged = {"body": preset.body_en, "origin": "preset", "preset_id": preset.pk}
    copied = {"body": "Thank you for your message, we will come back to you as soon as possible."}
    return [
        (opener, copied, {"body": "ok"}),
        (opener, unchanged, unchanged),
        (opener, {"body": "👍"}, {"body": "👍👍"}),
        (opener, {"body": "好的"}, {"body": "收到"}),
        (opener, copied, copied),
        (opener, {"body": "I'm away until Monday.", "origin": "auto"}, {"body": opener}),
        (opener, {"body": "I'll answer tonight.", "origin": "promise"}, {"body": "ok"}),
        (opener, {"body": "No.", "origin": "bulk_decline"}, {"body": "..."}),
    ]


@pytest.fixture
def preset(db) -> Preset:
    return Preset.objects.exclude(body_en="").exclude(body_en__contains="{").first() or Preset.objects.create(
        scope="system", body_en="Thanks for your interest. We are looking at it.", body_zh="谢谢关注，我们正在看。"
    )


@pytest.mark.timeout(600)
def test_tricks_bring_at_most_a_tenth_of_what_honesty_brings(pair, candidate, preset, olga):
    honest = honest_points(pair, candidate)
    assert honest >= DAYS * A_DAY * 8, "honest people are paid, or the comparison means nothing"
    pair.start_again(olga)
    partner = candidate()
    tricks = rounds_of_tricks(preset)
    for number in range(DAYS * A_DAY):
        opener, answer, reply = tricks[number % len(tricks)]
        pair.talk(partner, opener=opener, answer=answer, reply=reply)
    farmed = progress(olga).points + progress(partner).points
    assert farmed <= honest / 10, (farmed, honest)


@pytest.mark.timeout(600)
def test_a_pair_that_writes_like_people_soon_gets_nothing_more(pair, candidate):
    """10 + 5 + 3 + 2 + 2 + 1 + 1 + 1 + 1 + 1 for answers, 2 + 1 for ratings, whatever they go on to write."""
    partner = candidate()
    for number in range(DAYS * A_DAY):
        opener, answer, reply = in_own_words(number)
        pair.talk(partner, opener=opener, answer=answer, reply=reply)
    assert progress(pair.recruiter).points <= 27 + 3
    assert progress(partner).points <= 3
    assert progress(pair.recruiter).points <= 0.15 * DAYS * A_DAY * 10


def test_a_hundred_messages_bring_what_one_does(pair, candidate, drain):
    partner = candidate()
    opener, answer, reply = in_own_words(1)
    pair.talk(partner, opener=opener, answer=answer, reply=reply)
    before = progress(pair.recruiter).points
    conversation = partner.participations.get().conversation_id
    for number in range(50):
        for sender in (pair.recruiter, partner):
            pair.travel.shift(timedelta(minutes=2))
            body = f"And another thing, number {number}, about what we said."
            send_message(sender=sender, conversation_id=conversation, body=body, client_id=uuid4())
    drain()
    assert progress(pair.recruiter).points == before
    assert progress(partner).points <= 2
