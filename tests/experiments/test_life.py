"""An experiment from its draft to what followed from it, by its services and in the console."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from apps.errors import Conflict, DomainError, InvalidInput
from apps.experiments.life import decide_experiment, start_experiment, stop_experiment
from apps.experiments.models import Arm, Experiment
from apps.gamification.models import Rule
from tests.experiments.comparing import compare, draft
from tests.people import OperatorFactory

SWITCH = "suggested_replies"
CONFIRMED = {"_form_submitted": "on"}


@pytest.fixture
def console(sign_in, db):
    operator = OperatorFactory(name="Dario")
    operator.groups.add(Group.objects.get(name="incentives"))
    return sign_in(operator)


def page_of(experiment: Experiment) -> str:
    return reverse("admin:experiments_experiment_change", args=[experiment.pk])


def form(shares: dict[str, int], guardrails: list[str], **fields: object) -> dict[str, object]:
    data: dict[str, object] = {"name_en": "Replies", "name_zh": "回复", "switch": SWITCH, "unit": "cluster"}
    data |= {"measure": "two_sided", "planned_weeks": 8, "withdraw_after_weeks": ""} | fields
    data |= {"arms-TOTAL_FORMS": len(shares), "arms-INITIAL_FORMS": 0}
    for n, (kind, share) in enumerate(shares.items()):
        data |= {f"arms-{n}-kind": kind, f"arms-{n}-share": share}
    data |= {"guardrails-TOTAL_FORMS": len(guardrails), "guardrails-INITIAL_FORMS": 0}
    for n, measure in enumerate(guardrails):
        data |= {f"guardrails-{n}-measure": measure}
    return data


def test_what_divides_and_measures_is_frozen_by_its_start(db):
    experiment = start_experiment(experiment=draft(SWITCH), now=timezone.now())
    assert experiment.state == "running"
    with pytest.raises(Conflict):
        Arm.objects.first().save()
    with pytest.raises(Conflict):
        Arm.objects.first().delete()
    experiment.measure = "answers_received"
    with pytest.raises(Conflict):
        experiment.save()


def test_two_experiments_about_one_thing_never_run_at_once(db):
    start_experiment(experiment=draft(SWITCH), now=timezone.now())
    second = draft(SWITCH)
    with pytest.raises(Conflict):
        start_experiment(experiment=second, now=timezone.now())
    second.refresh_from_db()
    assert second.state == "draft"


@pytest.mark.parametrize(
    ("shares", "fields", "field"),
    [
        ({"on": 100}, {}, "arms"),
        ({"on": 60, "holdout": 30}, {}, "arms"),
        ({"on": 40, "holdout": 30, "withdrawn": 30}, {}, "withdraw_after_weeks"),
        ({"on": 40, "holdout": 30, "withdrawn": 30}, {"withdraw_after_weeks": 8}, "withdraw_after_weeks"),
        ({"on": 50, "holdout": 50}, {"switch": "nothing"}, "switch"),
        ({"on": 50, "holdout": 50}, {"measure": "nothing"}, "measure"),
        ({"on": 50, "holdout": 50}, {"measure": "blocked"}, "guardrails"),
    ],
)
def test_what_would_say_nothing_is_refused(db, shares, fields, field):
    experiment = draft(**{"switch": SWITCH, "shares": shares} | fields)
    with pytest.raises(InvalidInput) as refused:
        start_experiment(experiment=experiment, now=timezone.now())
    assert refused.value.field == field


def test_each_step_is_taken_once_and_a_decision_says_why(db):
    experiment = compare(SWITCH)
    with pytest.raises(DomainError):
        decide_experiment(experiment=experiment, decision="keep", why=" ", now=timezone.now())
    stop_experiment(experiment=experiment, now=timezone.now())
    for step in (stop_experiment, start_experiment):
        with pytest.raises(Conflict):
            step(experiment=experiment, now=timezone.now())
    decided = decide_experiment(experiment=experiment, decision="keep", why="It helps.", now=timezone.now())
    assert (decided.state, decided.why) == ("decided", "It helps.")


def test_a_draft_is_made_and_started_in_the_console(console):
    add = reverse("admin:experiments_experiment_add")
    answer = console.post(add, form({"on": 90, "holdout": 10}, ["blocked"]))
    assert answer.status_code == 302, answer.context["errors"]
    experiment = Experiment.objects.get()
    assert experiment.shares == {"on": 90, "holdout": 10}
    console.post(reverse("admin:experiments_experiment_start", args=[experiment.pk]), CONFIRMED)
    experiment.refresh_from_db()
    assert experiment.state == "running"
    assert "Suggested replies" in console.get(page_of(experiment)).content.decode()


def test_what_is_wrong_is_said_in_words_and_nothing_is_lost(console):
    add = reverse("admin:experiments_experiment_add")
    answer = console.post(add, form({"on": 90, "holdout": 20}, ["blocked"])).content.decode()
    assert "The shares of the arms are 110 % together" in answer
    assert "Replies" in answer
    own_count = form({"on": 50, "holdout": 50}, [], switch="rule:recruiter-first-answer", measure="answers_given")
    answer = console.post(add, own_count).content.decode()
    assert "of course there is more of it" in answer
    assert "Name at least one thing" in answer
    assert not Experiment.objects.exists()


def test_a_decision_is_taken_in_the_console(console):
    experiment = compare(SWITCH, started_at=timezone.now() - timedelta(weeks=1))
    url = reverse("admin:experiments_experiment_decide", args=[experiment.pk])
    for _time in range(2):
        console.post(url, CONFIRMED | {"decision": "drop", "why": "It harms."})
    experiment.refresh_from_db()
    assert (experiment.state, experiment.decision) == ("decided", "drop")


def test_others_see_none_of_it(sign_in, ana, db):
    experiment = compare(SWITCH)
    support = OperatorFactory()
    support.groups.add(Group.objects.get(name="support"))
    assert sign_in(support).get(page_of(experiment)).status_code == 403
    assert sign_in(ana).get(page_of(experiment)).status_code in (302, 403, 404)
    analyst = OperatorFactory()
    analyst.groups.add(Group.objects.get(name="analyst"))
    assert sign_in(analyst).get(page_of(experiment)).status_code == 200
    refused = sign_in(analyst).post(reverse("admin:experiments_experiment_stop", args=[experiment.pk]), CONFIRMED)
    assert refused.status_code == 403


def test_a_rule_is_compared_only_by_who_may_change_rules(sign_in, console):
    writer = OperatorFactory(name="Carla")
    writer.groups.add(Group.objects.get(name="content"))
    content = sign_in(writer)
    key = f"rule:{Rule.objects.values_list('key', flat=True).first()}"
    add = reverse("admin:experiments_experiment_add")
    assert SWITCH in content.get(add).content.decode()
    assert key not in content.get(add).content.decode()
    content.post(add, form({"on": 50, "holdout": 50}, ["blocked"], switch=key))
    assert not Experiment.objects.exists()
    asked = CONFIRMED | {"decision": "off", "why": "So."}
    for experiment in (compare(key), draft("rule:gone")):
        content.post(page_of(experiment), {"name_en": "Mine"})
        for step in ("start", "stop", "decide", "look"):
            content.post(reverse(f"admin:experiments_experiment_{step}", args=[experiment.pk]), asked)
        before = (experiment.state, experiment.name_en, 0)
        experiment.refresh_from_db()
        assert (experiment.state, experiment.name_en, experiment.looks.count()) == before
    hints = draft(SWITCH)
    content.post(reverse("admin:experiments_experiment_start", args=[hints.pk]), CONFIRMED)
    hints.refresh_from_db()
    assert hints.state == "running"
    assert key in console.get(add).content.decode()
