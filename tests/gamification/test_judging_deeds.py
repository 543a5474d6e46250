"""A deed becomes points by the live rules: once, within limits, pending until the other side answers in earnest."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.errors import Conflict, InvalidInput
from apps.gamification.awards.corrections import reverse_award
from apps.gamification.awards.selectors import progress
from apps.gamification.awards.services import lapse_awards
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.types.greetings import GREETED
from apps.gamification.deeds.types.ratings import CONVERSATION_RATED
from apps.gamification.models import Award, Outcome, Rule, RuleDecision, RuleVersion
from apps.gamification.rules.services import pause_rule, publish_rule, resume_rule, retire_rule
from tests.gamification.judging import judge, settle
from tests.gamification.talks import NOON, answer_deed
from tests.gamification.versions import version_fields
from tests.people import CandidateFactory, RecruiterFactory


def outcomes(decisions):
    return {decision.rule.key: decision.outcome for decision in decisions}


def test_a_timely_first_answer_is_pending_then_settled(ana, ben):
    assert outcomes(judge(answer_deed(ben, ana))) == {"recruiter-first-answer": Outcome.PENDING}
    assert (progress(ben).points, progress(ben).pending) == (0, 10)
    settle(ben)
    assert (progress(ben).points, progress(ben).pending) == (10, 0)


def test_rules_for_other_roles_say_nothing(ana, ben):
    assert outcomes(judge(answer_deed(ana, ben))) == {"candidate-first-answer": Outcome.PENDING}
    assert progress(ana).pending == 5


def test_who_is_no_longer_active_earns_nothing(ana, ben):
    ben.is_active = False
    ben.save()
    assert judge(answer_deed(ben, ana)) == []


def test_the_same_deed_delivered_twice_pays_once(ana, ben):
    judge(answer_deed(ben, ana))
    assert judge(answer_deed(ben, ana)) == []
    settle(ben)
    assert settle(ben) == []
    assert progress(ben).points == 10


def test_nobody_settles_anothers_award(ana, ben, olga):
    judge(answer_deed(ben, ana))
    assert settle(olga) == []
    assert progress(ben).pending == 10


def test_a_late_answer_gets_a_reason_instead_of_points(ana, ben):
    assert outcomes(judge(answer_deed(ben, ana, waited_hours=25))) == {"recruiter-first-answer": Outcome.INELIGIBLE}
    assert progress(ben).pending == 0


def test_the_eleventh_answer_of_a_day_is_capped_and_the_next_day_is_new(ben):
    people = CandidateFactory.create_batch(12)
    results = [judge(answer_deed(ben, person, key=f"message:{n}"))[0].outcome for n, person in enumerate(people[:11])]
    assert results == [Outcome.PENDING] * 10 + [Outcome.CAPPED]
    tomorrow = answer_deed(ben, people[11], key="message:99", at=NOON + timedelta(days=1))
    assert judge(tomorrow)[0].outcome == Outcome.PENDING


def test_nobody_gets_a_new_day_by_moving_their_clock(ben, rule):
    """23:30 and 00:30 in Shanghai are one day in UTC, wherever Ben says that he is."""
    rule(GREETED, max_per_day=1)
    evening, night = datetime(2026, 3, 4, 15, 30, tzinfo=UTC), datetime(2026, 3, 4, 16, 30, tzinfo=UTC)
    for zone, key, at, outcome in (
        ("UTC", "conversation:1", evening, Outcome.AWARDED),
        ("Asia/Shanghai", "conversation:2", night, Outcome.CAPPED),
    ):
        ben.time_zone = zone
        ben.save()
        assert judge(Deed(kind=GREETED, key=key, person_id=ben.pk, done_at=at))[0].outcome == outcome


def test_a_deed_that_is_heard_of_late_counts_on_its_own_day(ben, rule):
    rule(GREETED, max_per_day=1)
    today = Deed(kind=GREETED, key="conversation:2", person_id=ben.pk, done_at=NOON)
    yesterday = Deed(kind=GREETED, key="conversation:1", person_id=ben.pk, done_at=NOON - timedelta(days=1))
    assert [judge(deed)[0].outcome for deed in (today, yesterday)] == [Outcome.AWARDED] * 2


def test_two_deeds_within_the_cooldown_pay_once_whichever_is_heard_of_first(ben, rule):
    rule(GREETED, cooldown_minutes=10)
    later = Deed(kind=GREETED, key="conversation:2", person_id=ben.pk, done_at=NOON)
    earlier = Deed(kind=GREETED, key="conversation:1", person_id=ben.pk, done_at=NOON - timedelta(minutes=9))
    long_ago = Deed(kind=GREETED, key="conversation:0", person_id=ben.pk, done_at=NOON - timedelta(minutes=19))
    assert [judge(deed)[0].outcome for deed in (later, earlier, long_ago)] == [
        Outcome.AWARDED,
        Outcome.COOLDOWN,
        Outcome.AWARDED,
    ]


def test_the_kth_award_of_a_pair_is_worth_one_kth_in_whichever_direction(ana, ben):
    for number in range(1, 4):
        judge(answer_deed(ben, ana, key=f"message:{number}", conversation=number))
    assert list(Award.objects.order_by("pk").values_list("points", flat=True)) == [10, 5, 3]
    judge(answer_deed(ana, ben, key="message:4", conversation=4))
    assert progress(ana).pending == 5 // 4


def test_two_people_who_rate_the_same_conversation_both_earn_in_full(ana, ben, after_holds, monkeypatch):
    monkeypatch.setattr("apps.gamification.deeds.types.ratings._is_two_sided", lambda conversation: True)
    for person, other in ((ana, ben), (ben, ana)):
        judge(
            Deed(
                kind=CONVERSATION_RATED,
                key=f"rating:7:{person.pk}",
                person_id=person.pk,
                counterparty_id=other.pk,
                done_at=NOON,
                facts={"conversation": 7, "two_sided": True},
            )
        )
    after_holds()
    assert (progress(ana).points, progress(ben).points) == (2, 2)


def test_a_pair_that_has_brought_all_it_can_earns_nothing_more(ana, ben):
    results = [judge(answer_deed(ben, ana, key=f"message:{n}", at=NOON + timedelta(days=n))) for n in range(12)]
    assert [decisions[0].outcome for decisions in results[9:]] == [Outcome.PENDING] + [Outcome.COUNTERPARTY] * 2


def test_a_limit_with_one_person_holds(ana, ben, rule):
    rule(GREETED, points=100, max_per_counterparty=1)
    results = [
        judge(Deed(kind=GREETED, key=f"conversation:{n}", person_id=ben.pk, counterparty_id=ana.pk, done_at=NOON))
        for n in range(2)
    ]
    assert [decisions[0].outcome for decisions in results] == [Outcome.AWARDED, Outcome.COUNTERPARTY]


def test_a_budget_is_everybodys_and_what_is_taken_back_is_free_again(ana, ben, olga, rule):
    rule(GREETED, points=4, budget=10)

    def greeting(person, number):
        return judge(Deed(kind=GREETED, key=f"conversation:{number}", person_id=person.pk, done_at=NOON))[0]

    first = greeting(ana, 1)
    assert [greeting(ben, 2).outcome, greeting(olga, 3).outcome] == [Outcome.AWARDED, Outcome.BUDGET]
    reverse_award(award=first.award, reason="our_mistake", operator=None, now=NOON)
    assert greeting(olga, 4).outcome == Outcome.AWARDED


def test_a_pending_award_lapses_after_its_time(ana, ben):
    judge(answer_deed(ben, ana))
    assert lapse_awards(now=NOON + timedelta(days=14, hours=1)) == 0
    assert lapse_awards(now=NOON + timedelta(days=15)) == 1
    assert settle(ben, now=NOON + timedelta(days=15)) == []
    assert (progress(ben).points, progress(ben).pending) == (0, 0)


def test_an_answer_that_came_in_time_settles_though_it_is_heard_of_late(ana, ben):
    judge(answer_deed(ben, ana))
    lapse_awards(now=NOON + timedelta(days=14, hours=3))
    assert len(settle(ben, now=NOON + timedelta(days=13, hours=23))) == 1


def test_an_answer_after_the_time_settles_nothing(ana, ben):
    judge(answer_deed(ben, ana))
    assert settle(ben, now=NOON + timedelta(days=14, minutes=1)) == []


def test_a_reversed_award_no_longer_counts_and_cannot_be_reversed_again(ana, ben):
    judge(answer_deed(ben, ana))
    settle(ben)
    award = Award.objects.get(person=ben)
    assert reverse_award(award=award, reason="copied", operator=None, now=NOON)
    assert not reverse_award(award=award, reason="copied", operator=None, now=NOON)
    assert progress(ben).points == 0


def test_a_reversed_pending_award_never_settles(ana, ben):
    judge(answer_deed(ben, ana))
    reverse_award(award=Award.objects.get(), reason="arranged", operator=None, now=NOON)
    assert settle(ben) == []
    assert (progress(ben).points, progress(ben).pending) == (0, 0)


def test_publishing_again_cannot_pay_again(ana, ben):
    judge(answer_deed(ben, ana))
    version = RuleVersion.objects.create(
        rule=Rule.objects.get(key="recruiter-first-answer"), number=2, **version_fields(points=50, max_per_day=9)
    )
    publish_rule(version=version, operator=None, now=NOON)
    assert judge(answer_deed(ben, ana)) == []
    assert judge(answer_deed(ben, ana, key="message:9"))[0].points == 25
    with pytest.raises(Conflict):
        version.save()


def test_an_older_version_cannot_be_published_over_a_newer_one(db):
    rule = Rule.objects.get(key="recruiter-first-answer")
    older, newer = (
        RuleVersion.objects.create(rule=rule, number=number, **version_fields(points=number, max_per_day=5))
        for number in (2, 3)
    )
    publish_rule(version=newer, operator=None, now=NOON)
    with pytest.raises(Conflict):
        publish_rule(version=older, operator=None, now=NOON)


@pytest.mark.parametrize(
    ("deed", "numbers"),
    [
        ("greeted", {"points": 0}),
        ("greeted", {"points": 5, "settling": "reciprocated"}),
        ("first_answer", {"points": 5, "settling": "reciprocated", "settle_within_days": 0}),
    ],
)
def test_a_version_that_could_never_pay_or_settle_is_not_published(rule, deed, numbers):
    version = rule(deed, published_at=None, **numbers)
    with pytest.raises(InvalidInput):
        publish_rule(version=version, operator=None, now=NOON)
    version.refresh_from_db()
    assert version.published_at is None


def test_a_paused_rule_decides_nothing_but_its_pending_awards_settle(ana, ben):
    judge(answer_deed(ben, ana))
    rule = Rule.objects.get(key="recruiter-first-answer")
    pause_rule(rule=rule)
    assert judge(answer_deed(ben, ana, key="message:5")) == []
    assert len(settle(ben)) == 1
    resume_rule(rule=rule)
    assert len(judge(answer_deed(ben, ana, key="message:6"))) == 1


def test_a_retired_rule_stays_retired(db):
    rule = Rule.objects.get(key="recruiter-first-answer")
    retire_rule(rule=rule)
    for step in (pause_rule, resume_rule, retire_rule):
        with pytest.raises(Conflict):
            step(rule=rule)
    with pytest.raises(Conflict):
        publish_rule(version=rule.versions.get(), operator=None, now=NOON)


def test_each_step_of_a_rules_life_is_kept_in_its_history(db):
    rule = Rule.objects.get(key="recruiter-first-answer")
    pause_rule(rule=rule)
    resume_rule(rule=rule)
    assert list(rule.history.order_by("history_id").values_list("state", flat=True))[-2:] == ["paused", "live"]


def test_colleagues_of_different_companies_have_awards_of_their_own(ana, ben, olga):
    judge(answer_deed(ben, ana))
    judge(answer_deed(olga, ana, key="message:2"))
    assert [progress(person).pending for person in (ben, olga)] == [10, 10]
    assert RuleDecision.objects.filter(beneficiary=RecruiterFactory()).count() == 0
