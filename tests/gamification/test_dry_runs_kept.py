"""A version is tried out by a worker; what it found is kept beside what the version in force would have done."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from apps.events.long_work import SILENT_FOR, TakenOver
from apps.gamification.drafting.services import ask_dry_run, carry_out
from apps.gamification.drafting.tasks import try_out
from apps.gamification.models import Award, DryRun, Rule, RuleDecision, RuleVersion
from tests.gamification.talks import first_answer
from tests.gamification.versions import version_fields
from tests.people import CandidateFactory, OperatorFactory


@pytest.fixture
def first_rule(db) -> Rule:
    return Rule.objects.get(key="recruiter-first-answer")


@pytest.fixture
def draft(first_rule, ben) -> RuleVersion:
    """Forty points instead of ten; Ben has answered two people."""
    for number, person in enumerate(CandidateFactory.create_batch(2)):
        first_answer(person, ben, at=timezone.now() - timedelta(hours=number + 1))
    return RuleVersion.objects.create(rule=first_rule, number=2, **version_fields(points=40, max_per_day=9))


def page_of(rule: Rule) -> str:
    return reverse("admin:gamification_rule_try_out", args=[rule.pk])


def test_it_is_tried_out_in_the_background_and_found_again(sign_in, dario, draft):
    console, page = sign_in(dario), page_of(draft.rule)
    assert "Nobody has tried this version out yet" in console.get(page).content.decode()
    assert not DryRun.objects.exists(), "looking tries nothing out"
    waiting = console.post(page, follow=True).content.decode()
    for words in ('hx-trigger="every 2s"', "It begins in a moment", "Dario"):
        assert words in waiting
    assert "Publish version 2" not in waiting
    run = DryRun.objects.get()
    try_out(run.pk)
    found = console.get(page).content.decode()
    for words in (
        'data-figure="points">80<',
        'data-before="points">in force then: 20<',
        'data-figure="awards">2<',
        "Ben",
        "pending · 10",
        "Publish version 2",
    ):
        assert words in found, words
    assert "every 2s" not in found
    rule_page = console.get(reverse("admin:gamification_rule_change", args=[draft.rule_id])).content.decode()
    assert f"{page}?run={run.pk}" in rule_page
    assert "80 points at most" in rule_page
    assert not RuleDecision.objects.exists()
    assert not Award.objects.exists()


def test_the_page_speaks_chinese_and_finds_no_run_of_another_rule(sign_in, dario, draft, rule):
    dario.language = "zh-hans"
    dario.save()
    console = sign_in(dario)
    run = ask_dry_run(version=draft, operator=dario)
    try_out(run.pk)
    assert "当时的现行版本：20" in console.get(f"{page_of(draft.rule)}?run={run.pk}").content.decode()
    other = rule("greeted", max_per_day=3).rule
    for chosen in (run.pk, "x", "9" * 30):
        assert console.get(f"{page_of(other)}?run={chosen}").status_code == 404


def test_two_operators_at_once_and_a_task_delivered_twice_are_one_run(sign_in, dario, draft, ana):
    support = OperatorFactory()
    support.groups.add(Group.objects.get(name="support"))
    assert sign_in(support).post(page_of(draft.rule)).status_code == 403
    assert sign_in(ana).post(page_of(draft.rule)).status_code in (302, 403, 404)
    analyst = OperatorFactory()
    analyst.groups.add(Group.objects.get(name="analyst"))
    for operator in (dario, analyst):
        assert sign_in(operator).post(page_of(draft.rule)).status_code == 302
    run = DryRun.objects.get()
    assert run.asked_by == dario
    for _time in range(2):
        try_out(run.pk)
    run.refresh_from_db()
    assert (run.starts, run.percent, run.figures["tried"]["points"]) == (1, 100, 80)
    assert ask_dry_run(version=draft, operator=analyst) != run, "what is over can be tried again"


def test_a_draft_that_changes_meanwhile_was_tried_out_as_it_was(sign_in, dario, draft):
    run = ask_dry_run(version=draft, operator=dario)
    draft.rewards = [{"kind": "points", "amount": 50}]
    draft.save()
    try_out(run.pk)
    page = sign_in(dario).get(page_of(draft.rule)).content.decode()
    for words in ("40 points", 'data-figure="points">80<', "The draft was changed since"):
        assert words in page
    assert "Publish version 2" not in page


def test_what_a_dead_worker_left_is_begun_anew_and_its_late_word_is_not_heard(draft, monkeypatch):
    run = ask_dry_run(version=draft, operator=None)
    now = timezone.now()
    dead = DryRun.objects.claim(run.pk, now=now)
    assert dead is not None
    carry_out(run_id=run.pk, now=now)
    assert DryRun.objects.left_over(now=now) == []
    DryRun.objects.update(requested_at=now - timedelta(minutes=9), beat_at=now - 2 * SILENT_FOR)
    assert DryRun.objects.left_over(now=now) == [run.pk]
    carry_out(run_id=run.pk, now=now)
    run.refresh_from_db()
    assert (run.starts, run.figures["tried"]["awards"]) == (2, 2)
    with pytest.raises(TakenOver):
        dead.go_on(deeds_done=1)


def test_one_that_fails_says_so(sign_in, dario, draft, monkeypatch, caplog):
    run = ask_dry_run(version=draft, operator=dario)
    monkeypatch.setattr("apps.gamification.drafting.services.replay", lambda *args, **kwargs: 1 / 0)
    try_out(run.pk)
    assert "be carried out. Try it again" in sign_in(dario).get(page_of(draft.rule)).content.decode()
    assert f"The dry run {run.pk} failed" in caplog.text


def test_figures_name_people_by_number_alone(sign_in, dario, draft, ben):
    run = ask_dry_run(version=draft, operator=dario)
    try_out(run.pk)
    run.refresh_from_db()
    assert "Ben" not in str(run.figures)
    run.figures["top"][0][0] = 0
    run.save()
    assert sign_in(dario).get(page_of(draft.rule)).status_code == 200, "who is gone since leaves a dash"


def test_a_rule_without_deeds_says_so(sign_in, dario, first_rule):
    run = ask_dry_run(version=first_rule.versions.get(), operator=dario)
    try_out(run.pk)
    assert "nothing to try the rule on" in sign_in(dario).get(page_of(first_rule)).content.decode()
