"""The console of incentives: rules and their life, awards that can be taken back, levels, missions; and who may."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Trait
from apps.gamification.levels.tasks import apply_levels
from apps.gamification.models import (
    Award,
    AwardEntry,
    Badge,
    BadgeSeries,
    Board,
    CreatorTitle,
    Honour,
    Level,
    Member,
    Mission,
    Reward,
    Rule,
    RuleDecision,
)
from apps.notifications.models import Notification
from tests.gamification.judging import judge, settle
from tests.gamification.shops import make_reward
from tests.gamification.talks import NOON, answer_deed
from tests.gamification.versions import WORDS
from tests.people import CandidateFactory, OperatorFactory

LISTS = ("rule", "ruledecision", "award", "level", "mission")
CONFIRMED = {"_form_submitted": "on"}


@pytest.fixture
def console(sign_in, dario):
    return sign_in(dario)


@pytest.fixture
def first_rule(db) -> Rule:
    return Rule.objects.get(key="recruiter-first-answer")


def list_of(model: str) -> str:
    return reverse(f"admin:gamification_{model}_changelist")


def page_of(row) -> str:
    return reverse(f"admin:gamification_{row._meta.model_name}_change", args=[row.pk])


def step(rule: Rule, name: str) -> str:
    return reverse(f"admin:gamification_rule_{name}", args=[rule.pk])


def rule_form(rule: Rule, **version: object) -> dict[str, object]:
    """What the page of a rule sends; with `version`, a new one below the published one."""
    published = rule.versions.get()
    data = {name: getattr(rule, name) for name in ("name_en", "name_zh")}
    data |= {"versions-TOTAL_FORMS": 2 if version else 1, "versions-INITIAL_FORMS": 1}
    data |= {"versions-0-id": published.pk, "versions-0-rule": rule.pk}
    numbers = WORDS | {"amount": "", "settling": "at_once", "settle_within_days": 14, "hold_hours": 0}
    if version:
        data |= {f"versions-1-{name}": value for name, value in (numbers | version).items()}
        data |= {"versions-1-id": "", "versions-1-rule": rule.pk}
    return data


@pytest.mark.parametrize("model", LISTS)
def test_the_lists_open_for_incentives_and_for_nobody_else(console, sign_in, ana, model):
    judge(answer_deed(ana, OperatorFactory()))
    assert console.get(list_of(model)).status_code == 200
    support = OperatorFactory()
    support.groups.add(Group.objects.get(name="support"))
    assert sign_in(support).get(list_of(model)).status_code == 403
    assert sign_in(ana).get(list_of(model)).status_code in (302, 403, 404)


def test_lists_and_pages_open_with_rows_in_them(console, ana, ben):
    judge(answer_deed(ben, ana))
    for row in (Rule.objects.first(), RuleDecision.objects.get(), Award.objects.get(), Level.objects.first()):
        assert console.get(page_of(row)).status_code == 200, row
    for query in ("?q=Ben", "?outcome__exact=pending", "?decided_at__gte=2026-01-01 00:00:00%2B00:00"):
        assert "Message 1" in console.get(list_of("ruledecision") + query).content.decode()
    assert "Message 1" in console.get(list_of("award") + "?state=pending").content.decode()
    assert "message:1" not in console.get(list_of("award") + "?state=settled").content.decode()


def test_a_new_version_is_numbered_on_and_decides_nothing_until_it_is_published(console, dario, first_rule, ana, ben):
    answer = console.post(page_of(first_rule), rule_form(first_rule, amount=30, roles=["recruiter"], limit_0_most=9))
    assert answer.status_code == 302, answer.context["errors"]
    draft = first_rule.versions.get(number=2)
    assert (draft.points, draft.published_at) == (30, None)
    assert judge(answer_deed(ben, ana))[0].points == 10
    console.post(step(first_rule, "publish"), CONFIRMED)
    draft.refresh_from_db()
    assert draft.published_by == dario
    later = timezone.now() + timedelta(minutes=1)
    assert judge(answer_deed(ben, CandidateFactory(), key="message:2"))[0].points == 10, "it was done before"
    assert judge(answer_deed(ben, CandidateFactory(), key="message:3", at=later))[0].points == 30


def test_a_new_version_starts_from_the_numbers_of_the_newest(console, first_rule):
    newest = first_rule.versions.order_by("-number").first()
    blank = console.get(page_of(first_rule)).context["inline_admin_formsets"][0].formset.empty_form
    assert [blank[name].value() for name in ("amount", "roles", "settling", "why_en")] == [
        newest.points,
        ["recruiter"],
        newest.settling,
        newest.why_en,
    ]
    assert [blank[f"condition_0_{part}"].value() for part in ("fact", "operator", "value")] == [
        "waited_hours",
        "at_most",
        24,
    ]
    assert [blank[f"limit_0_{part}"].value() for part in ("most", "per", "within")] == [10, "member", "day"]


def test_what_is_published_cannot_be_changed_through_the_form(console, first_rule):
    data = rule_form(first_rule) | {"versions-0-amount": 9999, "versions-0-why_en": "Other words"}
    assert console.post(page_of(first_rule), data).status_code == 302
    published = first_rule.versions.get()
    assert published.points == 10
    assert published.why_en != "Other words"


def test_a_version_that_could_never_pay_is_refused_at_its_field(console, first_rule):
    answer = console.post(page_of(first_rule), rule_form(first_rule, amount="", limit_0_most=9))
    assert answer.status_code == 200
    assert "A rule needs something to give: points, coins or something else." in answer.content.decode()
    assert first_rule.versions.count() == 1


def test_a_rule_of_ones_own_from_draft_to_live(console):
    data = {
        "key": "greeted-well",
        "deed": "greeted",
        "name_en": "Greeted",
        "name_zh": "打招呼",
        "versions-TOTAL_FORMS": 1,
        "versions-INITIAL_FORMS": 0,
        "versions-0-amount": 3,
        "versions-0-hold_hours": 0,
        "versions-0-limit_0_most": 5,
        "versions-0-limit_0_per": "member",
        "versions-0-limit_0_within": "day",
        "versions-0-settling": "at_once",
        "versions-0-settle_within_days": 14,
    }
    data |= {f"versions-0-{name}": words for name, words in WORDS.items()}
    answer = console.post(reverse("admin:gamification_rule_add"), data)
    assert answer.status_code == 302, answer.context["errors"]
    rule = Rule.objects.get(key="greeted-well")
    assert (rule.state, rule.versions.get().number) == ("draft", 1)
    console.post(step(rule, "publish"), CONFIRMED)
    rule.refresh_from_db()
    assert rule.state == "live"


def test_the_life_of_a_rule_step_by_step(console, dario, first_rule):
    for name, state in (("pause", "paused"), ("resume", "live"), ("retire", "retired")):
        console.post(step(first_rule, name), CONFIRMED)
        first_rule.refresh_from_db()
        assert first_rule.state == state
    latest = first_rule.history.first()
    assert (latest.state, latest.history_user) == ("retired", dario)


@pytest.mark.parametrize("name", ["publish", "pause", "resume", "retire"])
def test_looking_at_a_step_does_not_take_it(console, first_rule, name):
    before = (first_rule.state, first_rule.history.count())
    assert console.get(step(first_rule, name)).status_code == 200
    first_rule.refresh_from_db()
    assert (first_rule.state, first_rule.history.count()) == before


def test_a_step_that_is_not_possible_is_explained(console, first_rule):
    page = console.post(step(first_rule, "resume"), CONFIRMED, follow=True).content.decode()
    assert "in a state that allows this" in page


def test_only_the_possible_steps_are_offered(console, first_rule):
    page = console.get(page_of(first_rule)).content.decode()
    assert step(first_rule, "pause") in page
    assert step(first_rule, "resume") not in page


def test_an_analyst_may_look_and_try_but_not_publish(sign_in, first_rule):
    analyst = OperatorFactory()
    analyst.groups.add(Group.objects.get(name="analyst"))
    client = sign_in(analyst)
    assert client.get(step(first_rule, "try_out")).status_code == 200
    for name in ("publish", "pause", "resume", "retire"):
        assert client.post(step(first_rule, name), CONFIRMED).status_code == 403
    first_rule.refresh_from_db()
    assert first_rule.state == "live"


def test_awards_and_decisions_can_only_be_read(console, ana, ben):
    judge(answer_deed(ben, ana))
    for row in (Award.objects.get(), RuleDecision.objects.get()):
        assert console.post(page_of(row), {"points": 99}).status_code == 403
        assert console.post(page_of(row).replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_an_award_is_taken_back_with_a_reason(console, dario, ana, ben):
    judge(answer_deed(ben, ana))
    settle(ben, "message:1", now=NOON)
    award = Award.objects.get()
    url = reverse("admin:gamification_award_reverse", args=[award.pk])
    assert console.get(url).status_code == 200
    assert not AwardEntry.objects.filter(kind="reversed").exists()
    console.post(url, CONFIRMED | {"reason": "nonsense"})
    assert not AwardEntry.objects.filter(kind="reversed").exists()
    console.post(url, CONFIRMED | {"reason": "arranged"})
    entry = AwardEntry.objects.get(kind="reversed")
    assert (entry.reason, entry.by) == ("arranged", dario)
    assert Notification.objects.get(person=ben, kind="award_reversed").facts["reason"] == "arranged"


def test_several_awards_are_taken_back_after_a_look_at_them(console, ben):
    for number, person in enumerate(CandidateFactory.create_batch(3)):
        judge(answer_deed(ben, person, key=f"message:{number}"))
    chosen = {"action": "reverse_selected", "_selected_action": list(Award.objects.values_list("pk", flat=True)[:2])}
    page = console.post(list_of("award"), chosen).content.decode()
    assert page.count('name="_selected_action"') == 2
    assert " · Rapport</title>" in page
    assert not AwardEntry.objects.filter(kind="reversed").exists()
    done = console.post(list_of("award"), chosen | CONFIRMED | {"reason": "copied"}, follow=True).content.decode()
    assert "2 awards were taken back." in done
    assert AwardEntry.objects.filter(kind="reversed", reason="copied").count() == 2
    again = console.post(list_of("award"), chosen | CONFIRMED | {"reason": "copied"}, follow=True).content.decode()
    assert "2 had lapsed or been taken back before." in again


def test_an_analyst_takes_nothing_back(sign_in, ana, ben):
    judge(answer_deed(ben, ana))
    analyst = OperatorFactory()
    analyst.groups.add(Group.objects.get(name="analyst"))
    client = sign_in(analyst)
    url = reverse("admin:gamification_award_reverse", args=[Award.objects.get().pk])
    assert client.post(url, CONFIRMED | {"reason": "copied"}).status_code == 403
    client.post(list_of("award"), {"action": "reverse_selected", "_selected_action": [1], "reason": "copied"})
    assert not AwardEntry.objects.filter(kind="reversed").exists()


def test_editing_a_level_moves_whoever_is_concerned(console, ana, ben, rule, django_capture_on_commit_callbacks):
    rule("first_answer", points=60)
    judge(answer_deed(ben, ana))
    level = Level.objects.get(number=2)
    data = {"number": 2, "points": 50, "name_en": "Good company", "name_zh": "聊得来"}
    data |= {"margin": 5, "grace_days": 14, "privileges-TOTAL_FORMS": 1, "privileges-INITIAL_FORMS": 1}
    row = level.privileges.get()
    data |= {"privileges-0-id": row.pk, "privileges-0-level": level.pk, "privileges-0-kind": "greetings"}
    refused = console.post(page_of(level), data | {"privileges-0-amount": 501})
    assert "From 1 to 500." in refused.content.decode()
    data |= {"privileges-0-amount": 8}
    with django_capture_on_commit_callbacks() as callbacks:
        assert console.post(page_of(level), data).status_code == 302
    assert any("apply_levels" in callback.__qualname__ for callback in callbacks)
    apply_levels()
    assert Trait.objects.get(person=ben).value == "8"
    assert Member.objects.get(person=ben).level_number == 2


def test_the_first_level_stays_where_everybody_starts(console):
    first = Level.objects.get(number=1)
    data = {"number": 9, "points": 500, "name_en": "Start", "name_zh": "起点"}
    data |= {"margin": 0, "grace_days": 14, "privileges-TOTAL_FORMS": 0, "privileges-INITIAL_FORMS": 0}
    console.post(page_of(first), data)
    first.refresh_from_db()
    assert (first.number, first.points, first.name_en) == (1, 0, "Start")
    assert console.post(page_of(first).replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_missions_are_edited_with_their_steps_and_never_deleted(console):
    mission = Mission.objects.get(role="candidate", kind="newcomer")
    steps = list(mission.steps.all())
    data = {name: getattr(mission, name) for name in ("title_zh", "intro_en", "intro_zh")} | {"title_en": "New words"}
    data |= {"steps-TOTAL_FORMS": 5, "steps-INITIAL_FORMS": 5, "stages-TOTAL_FORMS": 1, "stages-INITIAL_FORMS": 1}
    stage = mission.stages.get()
    data |= {
        "stages-0-id": stage.pk,
        "stages-0-mission": mission.pk,
        "stages-0-number": 1,
        "stages-0-gives_points": 500,
    }
    data |= {"stages-0-title_en": "A stage", "stages-0-title_zh": "一关", "stages-0-gives_points": 500}
    for number, found in enumerate(steps):
        fields = ("position", "deed", "title_en", "title_zh", "hint_en", "hint_zh", "url_name")
        data |= {f"steps-{number}-{name}": getattr(found, name) for name in fields}
        data |= {f"steps-{number}-id": found.pk, f"steps-{number}-mission": mission.pk}
        data[f"steps-{number}-url_name"] = "gamification:missions"
        data[f"steps-{number}-count"] = 7
    refused = console.post(page_of(mission), data | {"steps-0-url_name": "nowhere:at-all"})
    assert "There is no such page." in refused.content.decode()
    assert console.post(page_of(mission), data).status_code == 302
    mission.refresh_from_db()
    assert mission.title_en == "New words"
    stage.refresh_from_db()
    assert (stage.title_en, stage.rewards) == ("A stage", []), "what is live promises no more and no less"
    assert set(mission.steps.values_list("count", flat=True)) == {1}
    assert console.post(page_of(mission).replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_a_mission_of_ones_own_from_draft_to_live_to_ended(console):
    data = {"key": "own", "kind": "quest", "role": "", "title_en": "Own", "title_zh": "自己的"}
    data |= {"intro_en": "Go.", "intro_zh": "去。", "stages-TOTAL_FORMS": 1, "stages-INITIAL_FORMS": 0}
    data |= {"stages-0-number": 1, "stages-0-title_en": "One", "stages-0-title_zh": "一", "stages-0-gives_points": 10}
    data |= {"steps-TOTAL_FORMS": 1, "steps-INITIAL_FORMS": 0, "steps-0-stage": 1, "steps-0-position": 1}
    data |= {"steps-0-deed": "first_answer", "steps-0-count": 5, "steps-0-counts": "awarded"}
    data |= {f"steps-0-{name}": "x" for name in ("title_en", "title_zh", "hint_en", "hint_zh")}
    added = console.post("/admin/gamification/mission/add/", data)
    assert added.status_code == 302, added.content.decode()
    mission = Mission.objects.get(key="own")
    assert mission.stages.get().rewards == [{"kind": "points", "amount": 10}]
    for step, state in (("start", "live"), ("start", "live"), ("end", "ended"), ("end", "ended")):
        console.post(f"/admin/gamification/mission/{mission.pk}/{step}/", CONFIRMED)
        mission.refresh_from_db()
        assert mission.state == state


def test_the_history_can_be_read_but_not_gone_back_to(console, first_rule):
    console.post(step(first_rule, "pause"), CONFIRMED)
    page = console.get(reverse("admin:gamification_rule_history", args=[first_rule.pk]))
    assert page.status_code == 200
    old = first_rule.history.last()
    revert = reverse("admin:gamification_rule_simple_history", args=[first_rule.pk, old.history_id])
    refused = console.post(revert, rule_form(first_rule))
    assert refused.status_code == 403
    first_rule.refresh_from_db()
    assert first_rule.state == "paused"


@pytest.mark.parametrize("model", [Badge, BadgeSeries, Board, CreatorTitle, Honour, Reward])
def test_what_people_may_have_or_have_ordered_is_never_deleted(console, model):
    if model is Reward:
        make_reward()
    row = model.objects.first()
    page = reverse(f"admin:gamification_{row._meta.model_name}_delete", args=[row.pk])
    assert console.post(page, {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def test_the_first_level_stays_where_it_is(console):
    first, second = Level.objects.order_by("points")[:2]
    for level, fields in ((first, set()), (second, {"number", "points"})):
        form = console.get(page_of(level)).context["adminform"].form
        assert {"number", "points"} & set(form.fields) == fields
    for level, answer in ((first, 403), (second, 302)):
        page = reverse("admin:gamification_level_delete", args=[level.pk])
        assert console.post(page, {"post": "yes"}).status_code == answer
    assert Level.objects.filter(pk=first.pk).exists()
