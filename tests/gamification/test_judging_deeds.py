"""A deed becomes points by the live rules: once, within limits, pending until the other side answers in earnest."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.append_only.rows import WrittenOnce
from apps.errors import Conflict
from apps.gamification.deeds import FIRST_ANSWER, Deed
from apps.gamification.models import Award, AwardEntry, Outcome, Rule, RuleVersion
from apps.gamification.selectors import progress
from apps.gamification.services import judge, lapse_awards, pause_rule, publish_rule, reverse_award, settle_deed

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def answer(person, other, *, key="message:1", waited_hours=1.0, at=NOON):
    return Deed(
        kind=FIRST_ANSWER,
        key=key,
        person_id=person.pk,
        counterparty_id=other.pk,
        done_at=at,
        facts={"waited_seconds": waited_hours * 3600},
    )


def outcomes(decisions):
    return {decision.rule.key: decision.outcome for decision in decisions}


def test_a_timely_first_answer_is_pending_then_settled(ana, ben):
    decisions = judge(deed=answer(ben, ana))
    assert outcomes(decisions)["recruiter-first-answer"] == Outcome.PENDING
    assert (progress(ben).points, progress(ben).pending) == (0, 10)
    settle_deed(deed_key="message:1", person_id=ben.pk, cause="message:2", now=NOON)
    assert (progress(ben).points, progress(ben).pending) == (10, 0)


def test_the_same_deed_delivered_twice_pays_once(ana, ben):
    judge(deed=answer(ben, ana))
    assert judge(deed=answer(ben, ana)) == []
    settle_deed(deed_key="message:1", person_id=ben.pk, cause="message:2", now=NOON)
    assert settle_deed(deed_key="message:1", person_id=ben.pk, cause="message:2", now=NOON) == []
    assert progress(ben).points == 10


def test_a_late_answer_gets_a_reason_instead_of_points(ana, ben):
    assert outcomes(judge(deed=answer(ben, ana, waited_hours=25)))["recruiter-first-answer"] == Outcome.INELIGIBLE
    assert progress(ben).pending == 0


def test_the_eleventh_answer_of_a_day_is_capped_and_the_next_day_is_new(ben, django_user_model):
    people = [
        django_user_model.objects.create_user(email=f"c{n}@rapport.example", name=f"C{n}", role="candidate")
        for n in range(12)
    ]
    results = [
        outcomes(judge(deed=answer(ben, person, key=f"message:{n}")))["recruiter-first-answer"]
        for n, person in enumerate(people[:11])
    ]
    assert results == [Outcome.PENDING] * 10 + [Outcome.CAPPED]
    tomorrow = answer(ben, people[11], key="message:99", at=NOON + timedelta(days=1))
    assert outcomes(judge(deed=tomorrow))["recruiter-first-answer"] == Outcome.PENDING


def test_the_second_award_of_the_same_pair_is_worth_half(ana, ben):
    judge(deed=answer(ben, ana, key="message:1"))
    judge(deed=answer(ben, ana, key="message:2"))
    assert progress(ben).pending == 15


def test_a_pending_award_lapses_after_its_time(ana, ben):
    judge(deed=answer(ben, ana))
    assert lapse_awards(now=NOON + timedelta(days=15)) == 1
    assert settle_deed(deed_key="message:1", person_id=ben.pk, cause="message:2", now=NOON + timedelta(days=15)) == []
    assert (progress(ben).points, progress(ben).pending) == (0, 0)


def test_a_reversed_award_no_longer_counts_and_cannot_be_reversed_again(ana, ben):
    judge(deed=answer(ben, ana))
    settle_deed(deed_key="message:1", person_id=ben.pk, cause="message:2", now=NOON)
    award = Award.objects.get(person=ben)
    assert reverse_award(award=award, reason="copied", operator=None, now=NOON)
    assert not reverse_award(award=award, reason="copied", operator=None, now=NOON)
    assert progress(ben).points == 0


def test_awards_and_their_entries_never_change(ana, ben):
    judge(deed=answer(ben, ana))
    award = Award.objects.get(person=ben)
    award.points = 1000
    with pytest.raises(WrittenOnce):
        award.save()
    with pytest.raises(WrittenOnce):
        award.delete()
    settle_deed(deed_key="message:1", person_id=ben.pk, cause="message:2", now=NOON)
    with pytest.raises(WrittenOnce):
        AwardEntry.objects.get(award=award).delete()


def test_publishing_again_cannot_pay_again(ana, ben):
    judge(deed=answer(ben, ana))
    rule = Rule.objects.get(key="recruiter-first-answer")
    version = RuleVersion.objects.create(rule=rule, number=2, points=50, role="recruiter")
    publish_rule(version=version, operator=None, now=NOON)
    assert judge(deed=answer(ben, ana)) == []
    with pytest.raises(Conflict):
        version.save()


def test_a_paused_rule_decides_nothing_but_its_pending_awards_settle(ana, ben):
    judge(deed=answer(ben, ana))
    pause_rule(rule=Rule.objects.get(key="recruiter-first-answer"))
    assert "recruiter-first-answer" not in outcomes(judge(deed=answer(ben, ana, key="message:5")))
    assert len(settle_deed(deed_key="message:1", person_id=ben.pk, cause="message:2", now=NOON)) == 1
