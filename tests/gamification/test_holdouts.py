"""Who goes without a rule for a while: asked before it decides, said on their rules page, nothing promised is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.experiments.events import ExperimentDecided
from apps.experiments.life import decide_experiment, start_experiment
from apps.experiments.models import Exposure
from apps.gamification.models import Award, Rule
from apps.gamification.rules.handlers import pause_a_dropped_rule
from tests.experiments.comparing import compare, draft
from tests.gamification.judging import judge
from tests.gamification.talks import NOON, answer_deed
from tests.people import RecruiterFactory

SWITCH = "rule:recruiter-first-answer"


@pytest.fixture
def cleo(db):
    return RecruiterFactory(name="Cleo")


def test_who_is_held_out_gets_nothing_and_both_arms_are_logged(ana, ben, cleo):
    compare(SWITCH, without=[ben], having=[cleo], started_at=NOON)
    assert judge(answer_deed(ben, ana))[0].outcome == "holdout"
    assert judge(answer_deed(cleo, ana, key="message:2"))[0].outcome == "pending"
    assert Award.objects.get().person == cleo
    assert dict(Exposure.objects.values_list("person__name", "arm")) == {"Ben": "holdout", "Cleo": "on"}


def test_what_was_done_before_the_start_counts_as_promised(ana, ben):
    compare(SWITCH, without=[ben], started_at=NOON + timedelta(hours=1))
    assert judge(answer_deed(ben, ana))[0].outcome == "pending"
    assert not Exposure.objects.exists()


def test_what_was_done_before_it_was_withdrawn_counts(ana, ben):
    compare(SWITCH, withdrawn_from=[ben], withdraw_after_weeks=1, started_at=NOON)
    assert judge(answer_deed(ben, ana, at=NOON + timedelta(days=6)))[0].outcome == "pending"
    assert judge(answer_deed(ben, ana, at=NOON + timedelta(days=8), key="message:2"))[0].outcome == "holdout"


def test_a_rule_that_was_promised_is_announced_for_a_week(db):
    started = start_experiment(experiment=draft(SWITCH), now=NOON)
    assert started.started_at == NOON + timedelta(days=7)
    Rule.objects.filter(key="candidate-first-answer").update(state="draft")
    other = draft("rule:candidate-first-answer")
    assert start_experiment(experiment=other, now=NOON).started_at == NOON


def test_the_rules_page_says_so_to_whom_it_concerns(sign_in, ben, cleo):
    compare(SWITCH, without=[ben], having=[cleo])
    assert "You go without this rule for a while" in sign_in(ben).get("/points/rules/").content.decode()
    assert "You go without" not in sign_in(cleo).get("/points/rules/").content.decode()
    assert {one.arm for one in Exposure.objects.all()} == {"holdout", "on"}, "both have read what it promises"


def test_it_is_said_before_it_begins_and_in_the_api(sign_in, ben):
    compare(SWITCH, without=[ben], started_at=timezone.now() + timedelta(days=3))
    client = sign_in(ben)
    assert "on you go without this rule for a while" in client.get("/points/rules/").content.decode()
    rule = next(one for one in client.get("/api/v1/rules/").json() if one["key"] == "recruiter-first-answer")
    assert rule["note"].startswith("From ")
    assert rule["is_off"] is False
    assert not Exposure.objects.exists()


def test_the_points_page_says_why_there_were_none(sign_in, ana, ben):
    compare(SWITCH, without=[ben], started_at=NOON)
    judge(answer_deed(ben, ana))
    assert "Chance decided that you go without this rule" in sign_in(ben).get("/points/").content.decode()


def test_a_rule_that_nobody_has_any_more_is_paused(db):
    experiment = compare(SWITCH)
    decide_experiment(experiment=experiment, decision="drop", why="It harms.", now=timezone.now())
    for _time in range(2):
        pause_a_dropped_rule(ExperimentDecided(experiment=experiment.pk, switch=SWITCH, decision="drop"))
    assert Rule.objects.get(key="recruiter-first-answer").state == "paused"
