"""The incentives desk: a week on one page."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from apps.gamification.awards.corrections import reverse_award
from apps.gamification.awards.features import points_given
from apps.gamification.awards.worth import offers_given
from apps.gamification.desk.selectors import holds, rules_of_the_week, top_earners, top_pairs
from apps.gamification.models import Award, Rule
from tests.gamification.forms import HOURS, give, greeting, offer
from tests.gamification.judging import judge, settle
from tests.gamification.taken import appealed, held
from tests.gamification.talks import answer_deed
from tests.people import CandidateFactory, OperatorFactory

NOW = timezone.now()
DESK = "admin:gamification_rulecost_changelist"


@pytest.fixture
def only(rule):
    """`only(points=10, …)` is the one live rule for first answers."""
    Rule.objects.update(state="paused")
    return lambda **numbers: rule("first_answer", **numbers)


def week_of(version, now=NOW):
    return next(week for week in rules_of_the_week(now=now, offers=offers_given()) if week.rule.pk == version.rule_id)


def answers(ben, times: int, *, first: int = 0, ago: timedelta = timedelta(days=1)) -> None:
    for number in range(first, first + times):
        judge(answer_deed(ben, CandidateFactory(), key=f"message:{number}", at=NOW - ago))


def test_what_a_rule_cost_and_what_was_refused(only, ben):
    version = only(points=10, max_per_day=2)
    answers(ben, 5)
    week = week_of(version)
    assert (week.judged, week.awards, week.cost, week.capped_share, week.settled_share) == (5, 2, 20, 60, 100)


def test_another_form_costs_what_it_stands_in_for(ana):
    """Ten points, or what its rule says is worth as many; coins stay coins."""
    rewards = [{"kind": "points", "amount": 10}, {"kind": "coins", "amount": 4}]
    version = offer("greeted-in-forms", HOURS, rewards=rewards)
    give(ana, version, "greetings", now=NOW)
    judge(greeting(ana, done_at=NOW - timedelta(hours=1)))
    week = week_of(version)
    assert (week.cost, week.coins, week.settled, week.before) == (10, 4, 10, 0)
    assert [(one.person, one.points) for one in top_earners(now=NOW, offers=offers_given())] == [(ana, 10)]
    assert points_given(version.rule_id)([ana.pk], NOW - timedelta(days=1), NOW) == 10
    reverse_award(award=Award.objects.get(), reason="our_mistake", operator=None, now=NOW)
    week = week_of(version)
    assert (week.cost, week.coins, week.settled, top_earners(now=NOW, offers=offers_given())) == (0, 0, 0, [])


def test_what_is_held_is_not_settled(only, ana, ben):
    version = only(points=10, settling="reciprocated")
    judge(answer_deed(ben, ana, at=NOW - timedelta(hours=2)))
    week = week_of(version)
    assert (week.cost, week.held, week.settled_share) == (10, 10, 0)
    assert holds().count() == 1
    settle(ben, by=ana, now=NOW - timedelta(hours=1))
    assert week_of(version).settled_share == 100
    assert not holds().exists()


def test_a_budget_says_on_which_day_it_ends(only, ben):
    version = only(points=10, budget=200, max_per_day=100)
    answers(ben, 7)
    budget = week_of(version).budgets[0]
    assert (budget.used, budget.share) == (70, 35)
    assert budget.ends == (NOW + timedelta(days=13)).date()


def test_the_pace_of_a_budget_is_that_of_seven_days_whenever_it_began(only, ben):
    limit = {"of": "points", "per": "all", "within": "month", "most": 200}
    version = only(points=10, limits=[limit])
    now = NOW.replace(day=2, hour=12)
    for number in range(14):
        at = now - timedelta(hours=6 if number < 4 else 72)
        judge(answer_deed(ben, CandidateFactory(), key=f"message:{number}", at=at))
    budget = week_of(version, now).budgets[0]
    assert (budget.used, budget.ends) == (40, (now + timedelta(days=8)).date())


def test_a_week_far_from_the_last_is_odd(only, ben):
    version = only(points=10)
    answers(ben, 2, ago=timedelta(days=9))
    assert not week_of(version).is_odd
    answers(ben, 7, first=10)
    week = week_of(version)
    assert (week.settled, week.before, week.is_odd) == (70, 20, True)


def test_top_earners_and_pairs(only, ana, ben):
    only(points=10)
    for number in range(3):
        judge(answer_deed(ben, ana, key=f"message:{number}", at=NOW - timedelta(hours=1)))
    assert [(one.person, one.points) for one in top_earners(now=NOW, offers=offers_given())] == [(ben, 18)]
    pair = top_pairs(now=NOW, offers=offers_given())[0]
    assert (set(pair.people), pair.awards, pair.points) == ({ana, ben}, 3, 18)


def test_the_page_shows_it_to_whose_work_it_is(sign_in, only, ana, ben, dario, django_assert_max_num_queries):
    only(points=10, budget=100, max_per_day=50)
    answers(ben, 7)
    client = sign_in(dario)
    with django_assert_max_num_queries(60):
        page = client.get(reverse(DESK)).content.decode()
    for words in ("70 points settled this week, 0 the week before", "70 used, 70 %", "At this pace it ends on", "Ben"):
        assert words in page
    dario.language = "zh-hans"
    dario.save()
    page = sign_in(dario).get(reverse(DESK)).content.decode()
    assert "按目前速度，将于" in page
    support = OperatorFactory()
    support.groups.add(Group.objects.get(name="support"))
    assert sign_in(support).get(reverse(DESK)).status_code == 403
    assert sign_in(ana).get(reverse(DESK)).status_code in (302, 403, 404)


def test_an_operator_works_the_desk_over_the_api(sign_in, only, ana, ben, dario):
    """She reads the week, lets a held award count and gives back what a colleague took; once, and not her own."""
    version = only(points=10, budget=100, max_per_day=50, hold_hours=24)
    waiting, taken = held(ben, ana), appealed(ben)
    client = sign_in(dario)
    week = next(one for one in client.get("/api/v1/incentives/").json()["rules"] if one["key"] == version.rule.key)
    assert (week["cost"], week["held"], week["settled_share"], week["budgets"][0]["share"]) == (10, 10, 0, 10)
    row = client.get("/api/v1/incentives/held/").json()["results"][0]
    assert (row["award"], row["person"]["name"], row["gives"]) == (waiting.pk, "Ben", "10 points")
    release = f"/api/v1/incentives/awards/{waiting.pk}/release/"
    assert client.post(release, {"reason": "nonsense"}, content_type="application/json").status_code == 400
    answers = [client.post(release, {"reason": "checked"}, content_type="application/json") for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[0].json()["points"] == 10
    assert "award_decided" in answers[1].content.decode()
    appeals = client.get("/api/v1/incentives/appeals/").json()["results"]
    assert [(one["id"], one["points"], one["outcome"]) for one in appeals] == [(taken.pk, 5, "open")]
    decide = f"/api/v1/incentives/appeals/{taken.pk}/decision/"
    assert client.post(decide, {"gives_back": False}, content_type="application/json").status_code == 400
    answers = [client.post(decide, {"gives_back": True}, content_type="application/json") for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[0].json()["outcome"] == "restored"
    unknown = client.post(decide.replace(str(taken.pk), "0"), {"gives_back": True}, content_type="application/json")
    assert unknown.status_code == 404
    for address in ("/api/v1/incentives/", "/api/v1/incentives/held/", "/api/v1/incentives/appeals/"):
        assert sign_in(ana).get(address).status_code == 403
