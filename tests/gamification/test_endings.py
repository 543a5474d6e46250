"""A clear and kind no, and an interview that took place: what counts of them, and what tricks bring."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.chat.closing.services import decline, take_back_decline
from apps.chat.greeting.services import greet
from apps.chat.models import Card, Interview
from apps.gamification.deeds.registry import deeds_since
from apps.gamification.deeds.types.interviews import of_interview
from apps.gamification.models import Award, Rule
from apps.gamification.recognition.services import recognise
from apps.gamification.rules.services import publish_rule
from tests.gamification.talks import first_answer, say
from tests.matching.factories import JobFactory, ResumeFactory

WORDS = "Thank you for writing, Ana. We chose somebody with more years in Go this time."


@pytest.fixture(autouse=True)
def _live(db):
    for key in ("polite-closure", "attended-interview"):
        version = Rule.objects.get(key=key).versions.get()
        publish_rule(version=version, operator=None, now=timezone.now() - timedelta(days=9))


def waiting(ben):
    """A candidate who wrote first and waits."""
    person = ResumeFactory().owner
    job = JobFactory(company=ben.company, posted_by=ben)
    body = f"What would the first month on {job.title} look like for somebody new?"
    return greet(sender=person, job=job, candidate=person, body=body, client_id=uuid4())


def counting(person, key):
    return [award.points for award in Award.objects.counting().filter(person=person, rule__key=key)]


def test_a_clear_no_to_who_waited_counts_once_its_hold_is_over(ben, drain, after_holds):
    talk = waiting(ben)
    decline(by=ben, conversation_id=talk.pk, words=WORDS)
    drain()
    assert counting(ben, "polite-closure") == []
    after_holds()
    assert counting(ben, "polite-closure") == [3]
    start = timezone.now() - timedelta(days=1)
    assert [deed.person_id for deed in deeds_since("polite_closure", start, limit=5)] == [ben.pk]


def test_the_same_words_to_several_count_for_nobody(ben, drain, after_holds):
    for _ in range(2):
        decline(by=ben, conversation_id=waiting(ben).pk, words=WORDS)
    drain()
    after_holds()
    assert counting(ben, "polite-closure") == []
    award = Award.objects.filter(person=ben, rule__key="polite-closure").first()
    assert award.entries.last().reason == "outside_rule"


def test_a_no_that_is_taken_back_is_not_paid(ben, drain, after_holds):
    talk = waiting(ben)
    decline(by=ben, conversation_id=talk.pk, words=WORDS)
    drain()
    take_back_decline(by=ben, conversation_id=talk.pk)
    drain()
    after_holds()
    assert counting(ben, "polite-closure") == []


def test_a_no_to_nobody_who_waits_is_not_paid(ana, ben, drain, after_holds):
    answer = first_answer(ana, ben, at=timezone.now() - timedelta(hours=2))
    decline(by=ben, conversation_id=answer.conversation_id, words=WORDS)
    drain()
    after_holds()
    assert counting(ben, "polite-closure") == []


def interview(ana, ben, *, company="took_place", is_two_sided=True):
    now = timezone.now()
    confirmed = {"confirmed_after": timedelta(hours=1)} if is_two_sided else {}
    talk = first_answer(ana, ben, at=now - timedelta(hours=3), **confirmed).conversation
    cards = []
    for kind in ("interview_invite", "interview_outcome"):
        message = say(talk, ben, at=now)
        cards.append(
            Card.objects.create(message=message, conversation=talk, type=kind, state="-", made_by=ben, created_at=now)
        )
    made = Interview.objects.create(
        card=cards[0],
        conversation=talk,
        standing="over",
        starts_at=now - timedelta(hours=2),
        ends_at=now - timedelta(hours=1),
        attended_at=now,
    )
    Card.objects.filter(pk=cards[1].pk).update(
        facts={"interview": made.pk, "candidate": "took_place", "company": company}
    )
    return made


def test_an_interview_counts_for_both_sides_once(ana, ben, after_holds):
    made = interview(ana, ben)
    recognise(*of_interview(made))
    recognise(*of_interview(made))
    after_holds()
    assert (counting(ana, "attended-interview"), counting(ben, "attended-interview")) == ([15], [15])
    start = timezone.now() - timedelta(days=1)
    assert {deed.person_id for deed in deeds_since("interview_attended", start, limit=5)} == {ana.pk, ben.pk}


@pytest.mark.parametrize("trick", [{"company": None}, {"is_two_sided": False}])
def test_an_interview_that_one_side_alone_speaks_of_or_without_a_talk_brings_nothing(ana, ben, after_holds, trick):
    recognise(*of_interview(interview(ana, ben, **trick)))
    after_holds()
    assert counting(ana, "attended-interview") == counting(ben, "attended-interview") == []
