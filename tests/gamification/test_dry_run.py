"""A dry run says what a version would have done with the last 30 days, by the rules of live, and writes nothing."""

from datetime import timedelta

import pytest

from apps.chat.models import Conversation
from apps.gamification.deeds.registry import deeds_since
from apps.gamification.drafting.replaying import read_month
from apps.gamification.models import Award, Outcome, Rule, RuleDecision, RuleVersion
from tests.gamification.judging import judge
from tests.gamification.talks import NOON, first_answer
from tests.gamification.versions import replayed, version_fields
from tests.people import CandidateFactory, RecruiterFactory


@pytest.fixture
def month(ben, olga):
    """Ben answered twelve candidates on one day (one of them after 30 hours) and one of them again on the next; seven
    of the twelve confirmed it. Olga answered one, who confirmed too late. One answer is older than 30 days."""
    people = CandidateFactory.create_batch(12)
    for number, person in enumerate(people):
        first_answer(
            person,
            ben,
            at=NOON - timedelta(days=5, minutes=60 - number),
            waited=timedelta(hours=30 if number == 0 else 1),
            confirmed_after=timedelta(hours=3) if 1 <= number <= 7 else None,
        )
    first_answer(people[3], ben, at=NOON - timedelta(days=4), confirmed_after=timedelta(hours=1))
    first_answer(people[0], olga, at=NOON - timedelta(days=20), confirmed_after=timedelta(days=15))
    first_answer(people[1], olga, at=NOON - timedelta(days=31), confirmed_after=timedelta(hours=1))
    return people


def version(**numbers):
    rule = Rule.objects.get(key="recruiter-first-answer")
    fields = {"points": 10, "role": "recruiter", "max_wait_hours": 24, "settling": "reciprocated", "max_per_day": 10}
    return RuleVersion.objects.create(rule=rule, number=rule.versions.count() + 1, **version_fields(**fields | numbers))


def test_it_counts_as_one_counts_by_hand(month, ben, olga):
    """Of Ben's twelve the late one is ineligible, ten are paid, the last is capped; the next day's is worth a half.
    Confirmed: seven of ten points, and the half. Olga's would have lapsed."""
    run = replayed(version(), now=NOON)
    assert (len(run.judged), len(run.earned)) == (14, 2)
    assert run.outcomes == {Outcome.PENDING: 12, Outcome.INELIGIBLE: 1, Outcome.CAPPED: 1}
    assert (run.awards, run.earned.total(), run.settled) == (12, 10 * 10 + 5 + 10, 7 * 10 + 5)
    assert run.earned.most_common() == [(ben.pk, 105), (olga.pk, 10)]


def test_it_writes_nothing(month):
    replayed(version(), now=NOON)
    assert not RuleDecision.objects.exists()
    assert not Award.objects.exists()


def test_other_numbers_give_another_result(month):
    strict = replayed(version(max_per_day=2), now=NOON)
    assert strict.outcomes[Outcome.CAPPED] == 9
    assert replayed(version(budget=50), now=NOON).earned.total() <= 50
    assert replayed(version(cooldown_minutes=600), now=NOON).outcomes[Outcome.COOLDOWN] == 10
    assert replayed(version(role="candidate"), now=NOON).judged == {}


def test_it_says_what_live_then_does(month, ben):
    tried = version(max_per_day=3)
    run = replayed(tried, now=NOON)
    Rule.objects.exclude(pk=tried.rule_id).update(state="paused")
    RuleVersion.objects.filter(pk=tried.pk).update(published_at=NOON - timedelta(days=60))
    for deed in deeds_since("first_answer", NOON - timedelta(days=30), limit=100):
        judge(deed)
    assert Award.objects.all().points() == run.earned.total()
    assert {outcome: RuleDecision.objects.filter(outcome=outcome).count() for outcome in run.outcomes} == run.outcomes


def test_each_outcome_has_examples(month):
    run = replayed(version(), now=NOON)
    assert {sample.verdict.outcome for sample in run.samples} == set(run.outcomes)
    assert all(sample.deed.counterparty_id for sample in run.samples)


def test_nothing_to_try_it_on(rule):
    run = replayed(rule("greeted"), now=NOON)
    assert (run.judged, run.earned, run.samples) == ({}, {}, [])


def test_deeds_of_every_kind_can_be_replayed(ana, ben, db):
    """Also those that no rule has judged yet: they are read from what happened."""
    first_answer(ana, ben, at=NOON, confirmed_after=timedelta(hours=1))
    start = NOON - timedelta(days=1)
    assert [deed.person_id for deed in deeds_since("first_answer", start, limit=10)] == [ben.pk]
    assert [deed.person_id for deed in deeds_since("greeted", start, limit=10)] == [ana.pk]
    for kind in ("resume_completed", "preset_used", "feedback_given", "conversation_rated", "mission_completed"):
        assert deeds_since(kind, start, limit=10) == []


def test_more_deeds_than_are_read_are_admitted(monkeypatch, ana):
    monkeypatch.setattr("apps.gamification.drafting.replaying.LIMIT", 2)
    for recruiter in RecruiterFactory.create_batch(3):
        first_answer(ana, recruiter, at=NOON - timedelta(days=1))
    month = read_month("first_answer", now=NOON)
    assert (month.is_partial, len(month.deeds)) == (True, 2)
    assert read_month("first_answer", now=NOON - timedelta(days=2)).deeds == [], "what was done since isn't of it"


def test_answers_in_support_conversations_are_no_deeds_of_a_rule(ana, ben):
    answer = first_answer(ana, ben, at=NOON)
    Conversation.objects.filter(pk=answer.conversation_id).update(kind="support", job=None)
    assert deeds_since("first_answer", NOON - timedelta(days=1), limit=10) == []
