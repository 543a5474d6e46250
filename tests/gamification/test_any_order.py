"""Events arrive at least once, in any order. What people end up with is what they would have had otherwise."""

import random
from datetime import timedelta

import pytest
from django.db import transaction

from apps.chat.answers.events import AnswerReciprocated, FirstAnswers
from apps.chat.conversations.events import ConversationStarted
from apps.chat.messages.events import MessagesSent
from apps.education.articles.events import ArticleRead
from apps.education.models import Article, Reading
from apps.events.models import FailedDelivery
from apps.events.registry import handlers_of
from apps.events.services import publish, publish_many
from apps.feedback.models import ConversationRating
from apps.feedback.ratings.events import ConversationRated
from apps.gamification.awards.selectors import progress
from apps.gamification.awards.services import settle_held
from apps.gamification.models import Award, AwardEntry, RuleDecision, StepDone
from tests.gamification.talks import NOON, confirm, first_answer, say
from tests.people import CandidateFactory, RecruiterFactory
from tests.tiers import amount

pytestmark = pytest.mark.either

DELIVERIES = amount(10_000, smoke=1_000)


def answered(answer) -> FirstAnswers:
    return FirstAnswers(items=((answer.message_id, answer.conversation_id, answer.answerer_id, answer.asker_id),))


def reciprocated(answer) -> AnswerReciprocated:
    return AnswerReciprocated(
        conversation=answer.conversation_id,
        message=answer.message_id,
        answerer=answer.answerer_id,
        by_message=answer.reciprocated_by_id,
        by=answer.asker_id,
    )


def deliver(event) -> None:
    """To the handlers of this app, as the relay does."""
    for name, handler in handlers_of(event.kind).items():
        if name.startswith("gamification."):
            handler(event)


def test_an_answer_and_its_confirmation_through_the_outbox(ana, ben, drain, after_holds):
    answer = first_answer(ana, ben, confirmed_after=timedelta(hours=5))
    publish(answered(answer), reciprocated(answer))
    drain()
    assert not FailedDelivery.objects.exists()
    assert (progress(ben).points, progress(ben).pending) == (0, 10)
    after_holds()
    assert (progress(ben).points, progress(ben).pending) == (10, 0)
    held, settled = AwardEntry.objects.all()
    assert (held.kind, settled.kind, settled.answers) == ("held", "settled", held)
    assert settled.cause == f"message:{answer.reciprocated_by_id}"


def test_a_confirmation_that_is_heard_of_first_is_not_lost(ana, ben, after_holds):
    answer = first_answer(ana, ben, confirmed_after=timedelta(hours=5))
    deliver(reciprocated(answer))
    assert progress(ben).points == 0
    deliver(answered(answer))
    after_holds()
    assert progress(ben).points == 10


def test_a_confirmation_after_the_time_settles_nothing_even_when_heard_of_first(ana, ben):
    answer = first_answer(ana, ben, confirmed_after=timedelta(days=15))
    deliver(reciprocated(answer))
    deliver(answered(answer))
    assert (progress(ben).points, progress(ben).pending) == (0, 10)


def test_what_has_been_erased_in_the_meantime_is_passed_over(ana, ben, drain):
    answer = first_answer(ana, ben)
    events = [answered(answer), MessagesSent(items=((answer.message_id, 1, ben.pk, 2, "preset"),))]
    publish_many([*events, ConversationStarted(answer.conversation_id, 1, ana.pk, ana.pk, (ana.pk, ben.pk))])
    answer.conversation.delete()
    drain()
    assert not FailedDelivery.objects.exists()
    assert not RuleDecision.objects.exists()


def world(size: int):
    """Recruiters and candidates who talk: answered and confirmed, answered only, late, with presets and ratings."""
    article = Article.objects.first()
    candidates, recruiters = CandidateFactory.create_batch(size), RecruiterFactory.create_batch(3)
    events = []
    for number, candidate in enumerate(candidates):
        recruiter = recruiters[number % 3]
        asker, answerer = (candidate, recruiter) if number % 4 else (recruiter, candidate)
        at = NOON + timedelta(hours=number)
        answer = first_answer(asker, answerer, at=at, waited=timedelta(hours=30 if number % 5 == 0 else 2))
        conversation = answer.conversation
        events.append(
            ConversationStarted(conversation.pk, conversation.job_id, candidate.pk, asker.pk, (asker.pk, answerer.pk))
        )
        events.append(answered(answer))
        if number % 3:
            confirm(answer, at=at + timedelta(hours=1))
            events.append(reciprocated(answer))
        preset = say(conversation, asker, at=at + timedelta(hours=2), origin="preset")
        events.append(MessagesSent(items=((preset.pk, conversation.pk, asker.pk, preset.seq, "preset"),)))
        ConversationRating.objects.create(conversation=conversation, rater=asker, stars=4, created_at=at)
        events.append(ConversationRated(conversation.pk, asker.pk, 4))
        Reading.objects.create(article=article, person=candidate, read_at=at, version=1)
        events.append(ArticleRead(article=article.pk, person=candidate.pk))
    return events, [*candidates, *recruiters]


def balances(people):
    while settle_held(now=NOON + timedelta(days=90)):
        pass
    return {person.pk: (progress(person).points, progress(person).pending) for person in people}


@pytest.mark.timeout(900)
@pytest.mark.costs(160)
@pytest.mark.django_db
@pytest.mark.longer
def test_thousands_of_shuffled_redeliveries_award_nothing_twice():
    events, people = world(40)
    chance = random.Random(7)
    for event in chance.sample(events, len(events)):
        deliver(event)
    once = balances(people)
    rows = (RuleDecision.objects.count(), Award.objects.count(), AwardEntry.objects.count(), StepDone.objects.count())
    assert sum(points for points, _pending in once.values()) > 100
    for event in chance.choices(events, k=DELIVERIES):
        deliver(event)
    assert balances(people) == once
    assert rows == (
        RuleDecision.objects.count(),
        Award.objects.count(),
        AwardEntry.objects.count(),
        StepDone.objects.count(),
    )
    confirmed = Award.objects.filter(rule__deed="first_answer").counting()
    assert confirmed.count() == sum(
        isinstance(event, AnswerReciprocated)
        and Award.objects.filter(deed=f"message:{event.message}", person=event.answerer).exists()
        for event in events
    )


@pytest.mark.django_db
def test_every_order_of_first_deliveries_settles_the_same_deeds():
    events, people = world(12)
    ends = []
    for seed in range(5):
        before = transaction.savepoint()
        for event in random.Random(seed).sample(events, len(events)):
            deliver(event)
        ends.append(balances(people))
        transaction.savepoint_rollback(before)
    assert sum(points for points, _pending in ends[0].values()) > 30
    assert all(end == ends[0] for end in ends)
