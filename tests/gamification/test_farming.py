"""Tricks with texts don't pay: scripted farmers against honest people, all through real conversations.

Both sides spend the same effort, two conversations a day for five days. Texts that are copied, from oneself or from
others, "ok", emoji, presets and auto-replies bring at most a tenth of what honest people get; what is recalled brings
nothing. Whose word counts is tried in `test_fairness`; here everybody's does.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.messages.services import recall_message
from apps.chat.models import Message, Preset
from apps.chat.sending.services import send_message
from apps.feedback.ratings.services import rate_conversation
from apps.gamification.awards.selectors import progress
from apps.gamification.awards.services import settle_held
from apps.gamification.models import Award, RuleDecision
from tests.matching.factories import JobFactory, ResumeFactory

pytestmark = pytest.mark.either

DAYS, A_DAY = 5, 2
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)

# What a candidate asks about, what a recruiter answers, and what comes back: the words of people, each in its place.
TOPICS = (
    ("the salary range", "We pay between 25k and 30k a month", "25k would suit me, thank you"),
    ("remote work", "Tuesdays and Thursdays can be done from home", "Two days at home would be ideal"),
    ("the interview", "Come by on Friday at ten, it takes an hour", "Friday at ten works"),
    ("the team size", "Eleven engineers sit there, and one designer", "Eleven sounds like a good team to me"),
    ("the start date", "The first of May would be best for us", "I could begin on the first of May"),
    ("overtime", "Hardly any; before a release perhaps an evening", "An evening now and then is fine for me"),
    ("the tech stack", "Go for the services, Vue in the browser", "I have written Go for four years"),
    ("the office", "Next to the harbour, five minutes from the tram", "I live two stops away from the harbour"),
    ("the probation", "Six months at full pay, with a talk in the third", "Six months are usual, I accept that"),
    ("holidays", "Thirty days, and the week after Christmas", "Thirty days is more than I have now"),
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

    def points(self, *people: User) -> int:
        """When all holds are over."""
        while settle_held(now=datetime(2100, 1, 1, tzinfo=UTC)):
            pass
        return sum(progress(person).points for person in people)


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
    return opener, {"body": f"{answer}."}, {"body": f"{reply}."}


def honest_points(pair: Pair, candidate: Callable[[], User]) -> int:
    """Of the recruiter, who talks with somebody else each time."""
    for number in range(DAYS * A_DAY):
        opener, answer, reply = in_own_words(number)
        pair.talk(candidate(), opener=opener, answer=answer, reply=reply)
    return pair.points(pair.recruiter)


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


def test_tricks_bring_at_most_a_tenth_of_what_honesty_brings(pair, candidate, preset, olga):
    honest = honest_points(pair, candidate)
    assert honest >= DAYS * A_DAY * 10 * 0.99, "honest people lose nothing, or the comparison means nothing"
    pair.start_again(olga)
    tricks, partners = rounds_of_tricks(preset), []
    for number in range(DAYS * A_DAY):
        opener, answer, reply = tricks[number % len(tricks)]
        partners.append(candidate())
        pair.talk(partners[-1], opener=opener, answer=answer, reply=reply)
    farmed = pair.points(olga, *partners)
    assert farmed <= honest / 10, (farmed, honest)


def test_ratings_that_are_heard_of_before_the_answers_count_the_same(pair, candidate, monkeypatch):
    """Events of one conversation have lanes of their own: which comes first is nobody's merit."""
    opener, answer, reply = in_own_words(0)
    partner = candidate()
    with monkeypatch.context() as before_the_answers:
        before_the_answers.setattr("apps.gamification.deeds.types.ratings._is_two_sided", lambda conversation: False)
        pair.talk(partner, opener=opener, answer=answer, reply=reply)
    assert pair.points(pair.recruiter) == 10 + 2
    assert pair.points(partner) == 2


def test_a_rating_of_a_talk_with_one_side_lapses_and_says_so(pair, candidate):
    opener, _answer, reply = in_own_words(0)
    pair.talk(candidate(), opener=opener, answer={"body": "ok"}, reply=reply)
    assert pair.points(pair.recruiter) == 0
    rated = RuleDecision.objects.get(beneficiary=pair.recruiter, rule__deed="conversation_rated")
    assert rated.award.entries.last().reason == "one_sided"


def test_one_text_pasted_to_everybody_is_paid_once(pair, candidate):
    for number in range(5):
        opener, answer, _reply = in_own_words(0)
        pair.talk(candidate(), opener=opener, answer=answer, reply={"body": f"{TOPICS[number][2]}."})
    assert pair.points(pair.recruiter) <= 10 + 5 * 2


def test_what_others_paste_is_nobodys_own(pair, candidate, olga):
    opener, answer, _reply = in_own_words(0)
    pair.talk(candidate(), opener=opener, answer=answer, reply={"body": f"{TOPICS[0][2]}."})
    pair.start_again(olga)
    pair.travel.shift(timedelta(days=3))
    pair.talk(candidate(), opener=opener, answer=answer, reply={"body": "That salary range would be fine with me."})
    decided = RuleDecision.objects.get(beneficiary=olga, rule__deed="first_answer")
    assert pair.points(olga) <= 2
    assert decided.award.entries.last().reason == "not_earnest"


def test_an_answer_that_is_recalled_is_not_paid(pair, candidate, drain):
    opener, answer, reply = in_own_words(1)
    pair.talk(candidate(), opener=opener, answer=answer, reply=reply)
    message = Message.objects.get(sender=pair.recruiter)
    pair.travel.move_to(message.created_at + timedelta(minutes=1))
    recall_message(by=pair.recruiter, message_id=message.pk)
    drain()
    assert Award.objects.filter(person=pair.recruiter, rule__deed="first_answer").counting().count() == 0
    assert pair.points(pair.recruiter) <= 2


def test_a_hundred_messages_bring_what_one_does(pair, candidate, drain):
    partner = candidate()
    opener, answer, reply = in_own_words(1)
    pair.talk(partner, opener=opener, answer=answer, reply=reply)
    before = pair.points(pair.recruiter)
    conversation = partner.participations.get().conversation_id
    for number in range(20):
        for sender in (pair.recruiter, partner):
            pair.travel.shift(timedelta(minutes=2))
            body = f"And another thing, number {number}, about what we said."
            send_message(sender=sender, conversation_id=conversation, body=body, client_id=uuid4())
    drain()
    assert pair.points(pair.recruiter) == before
    assert pair.points(partner) <= 2
