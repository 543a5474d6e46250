"""A rule whose budget is used up is paused, so that it promises nothing it can't give."""

from apps.events.relay import relay_outbox
from apps.gamification.models import Rule
from apps.notifications.models import Notification
from tests.gamification.judging import judge
from tests.gamification.talks import answer_deed
from tests.people import CandidateFactory


def judged(ben, times: int) -> list[str]:
    outcomes = [
        judge(answer_deed(ben, CandidateFactory(), key=f"message:{number}"))[-1].outcome for number in range(times)
    ]
    while relay_outbox():
        pass
    return outcomes


def test_a_burnt_budget_pauses_the_rule_and_tells_once(rule, ben, dario):
    Rule.objects.update(state="paused")
    version = rule("first_answer", points=10, budget=20, max_per_day=100)
    assert judged(ben, 4) == ["awarded", "awarded", "budget", "budget"]
    version.rule.refresh_from_db()
    assert version.rule.state == "paused"
    assert Notification.objects.filter(kind="budget_burnt", person=dario).count() == 1


def test_a_shared_limit_that_fills_again_pauses_nothing(rule, ben, dario):
    Rule.objects.update(state="paused")
    a_day = {"of": "points", "per": "all", "within": "day", "most": 20}
    version = rule("first_answer", points=10, limits=[a_day])
    assert judged(ben, 3)[-1] == "budget"
    version.rule.refresh_from_db()
    assert version.rule.state == "live"
