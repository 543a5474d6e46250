"""What a version of a rule is made of: rows that apply hold; rows that can't apply are refused."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.errors import InvalidInput
from apps.gamification.awards.corrections import reverse_award
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import kinds
from apps.gamification.deeds.types.greetings import GREETED
from apps.gamification.models import Award, Outcome, Rule
from apps.gamification.rules.services import check_version
from tests.gamification.judging import judge
from tests.gamification.talks import NOON, answer_deed
from tests.people import CandidateFactory, RecruiterFactory

DAILY = {"of": "awards", "per": "member", "within": "day", "most": 5}


def greeting(person, number, at=NOON, other=None):
    return Deed(
        kind=GREETED,
        key=f"conversation:{number}",
        person_id=person.pk,
        counterparty_id=other.pk if other else None,
        done_at=at,
    )


def outcomes(*deeds):
    return [judge(deed)[0].outcome for deed in deeds]


@pytest.mark.parametrize(
    ("deed", "rows", "field"),
    [
        ("greeted", {"limits": []}, "limits"),
        ("preset_used", {"limits": [{"of": "awards", "per": "all", "within": "day", "most": 5}]}, "limits"),
        ("job_posted", {"limits": [DAILY, {"of": "awards", "per": "pair", "within": "ever", "most": 1}]}, "limits"),
        ("greeted", {"limits": [DAILY, DAILY]}, "limits"),
        ("greeted", {"limits": [DAILY, DAILY | {"within": "hours", "hours": 0}]}, "limits"),
        (
            "greeted",
            {"limits": [DAILY, {"of": "points", "per": "all", "within": "hours", "most": 5, "hours": 3}]},
            "limits",
        ),
        ("greeted", {"limits": [DAILY | {"most": 0}]}, "limits"),
        ("job_posted", {"limits": [DAILY, DAILY | {"per": "breadth"}]}, "limits"),
        ("first_answer", {"limits": [DAILY, DAILY | {"per": "breadth", "within": "hours", "hours": 9}]}, "limits"),
        ("job_posted", {"conditions": [{"fact": "waited_hours", "operator": "at_most", "value": 24}]}, "conditions"),
        ("first_answer", {"conditions": [{"fact": "waited_hours", "operator": "is", "value": True}]}, "conditions"),
        ("first_answer", {"conditions": [{"fact": "earnest", "operator": "is", "value": False}]}, "conditions"),
        ("greeted", {"audience": [{"role": "king"}]}, "audience"),
        ("greeted", {"rewards": [{"kind": "gold", "amount": 3}]}, "rewards"),
        ("greeted", {"rewards": []}, "rewards"),
        ("greeted", {"rewards": [{"kind": "greetings", "amount": 1001}]}, "rewards"),
        ("greeted", {"rewards": [{"kind": "marks", "amount": 3}]}, "rewards"),
    ],
)
def test_a_row_that_cannot_apply_is_refused_at_its_field(rule, deed, rows, field):
    version = rule(deed, **({"limits": [DAILY]} | rows))
    with pytest.raises(InvalidInput) as refused:
        check_version(version)
    assert refused.value.field == field


def test_every_kind_of_deed_says_what_there_is_to_know_of_it():
    for kind in kinds():
        assert str(kind.name)
        assert str(kind.cost_to_fake)
        assert kind.words(name="Ana", facts={})
        assert kind.since.__qualname__ != "DeedKind.since"
        assert all(fact.operators and str(fact.title) for fact in kind.all_facts)


def test_rolling_hours_have_no_midnight(ben, rule):
    rule(GREETED, limits=[{"of": "awards", "per": "member", "within": "hours", "hours": 24, "most": 2}])
    late = datetime(2026, 3, 4, 23, tzinfo=UTC)
    hours = (0, 0.5, 2, 23.5, 24.2)
    deeds = [greeting(ben, number, late + timedelta(hours=after)) for number, after in enumerate(hours)]
    assert outcomes(*deeds) == ["awarded", "awarded", "capped", "capped", "awarded"]


@pytest.mark.parametrize(("within", "days"), [("day", 1), ("week", 7), ("month", 31)])
def test_a_calendar_limit_begins_anew_with_the_next(ben, rule, within, days):
    rule(GREETED, limits=[DAILY | {"within": within, "most": 1}])
    first = datetime(2026, 6, 1, 1, tzinfo=UTC)
    deeds = [
        greeting(ben, 1, first),
        greeting(ben, 2, first + timedelta(hours=3)),
        greeting(ben, 3, first + timedelta(days=days)),
    ]
    assert outcomes(*deeds) == [Outcome.AWARDED, Outcome.CAPPED, Outcome.AWARDED]


def test_a_company_shares_its_limit_and_others_have_their_own(ben, olga, rule):
    bea = RecruiterFactory(company=ben.company)
    rule(GREETED, limits=[{"of": "points", "per": "company", "within": "month", "most": 7}])
    deeds = [greeting(ben, 1), greeting(bea, 2), greeting(olga, 3)]
    assert outcomes(*deeds) == [Outcome.AWARDED, Outcome.BUDGET, Outcome.AWARDED]


def test_a_rule_can_ask_for_different_people(ana, ben, rule):
    """Twice as many as there are people: the third with Ana waits until somebody else was answered, too."""
    Rule.objects.update(state="paused")
    rule("first_answer", points=60, limits=[{"of": "awards", "per": "breadth", "within": "month", "most": 2}])
    others = [ana, ana, ana, CandidateFactory(), ana, ana]
    deeds = [answer_deed(ben, other, key=f"message:{n}", conversation=n) for n, other in enumerate(others)]
    assert outcomes(*deeds) == ["awarded", "awarded", "capped", "awarded", "awarded", "capped"]


def test_what_is_taken_back_counts_against_no_limit(ben, rule):
    rule(GREETED, max_per_day=1)
    first = judge(greeting(ben, 1))[0]
    assert outcomes(greeting(ben, 2)) == [Outcome.CAPPED]
    reverse_award(award=first.award, reason="our_mistake", operator=None, now=NOON)
    assert outcomes(greeting(ben, 3)) == [Outcome.AWARDED]


def test_answers_that_nobody_confirmed_do_not_make_the_next_worth_less(ana, ben):
    for number in range(3):
        judge(answer_deed(ben, ana, key=f"message:{number}", conversation=number))
    for award in Award.objects.all():
        reverse_award(award=award, reason="our_mistake", operator=None, now=NOON)
    assert judge(answer_deed(ben, ana, key="message:9", conversation=9))[0].points == 10


def test_what_was_done_before_a_rule_was_published_is_not_its_business(ben, rule):
    rule(GREETED, max_per_day=3, published_at=NOON)
    assert judge(greeting(ben, 1, NOON - timedelta(minutes=1))) == []
    assert outcomes(greeting(ben, 2)) == [Outcome.AWARDED]


def test_the_conditions_about_a_person_are_asked(rule):
    rule(
        GREETED,
        max_per_day=3,
        conditions=[{"fact": "account_age_days", "operator": "at_least", "value": 5}],
    )
    person = CandidateFactory()
    assert outcomes(greeting(person, 1)) == [Outcome.INELIGIBLE]
