"""Every route of the console × every staff group and a staff user without one, as the resolver lists them: each lets in
whom its permission lets in, and a kind of route that nobody thought of fails."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, reverse

from apps.console.rights import GROUPS
from tests.people import OperatorFactory

ACTIONS = {
    "changelist": "view",
    "add": "add",
    "change": "view",
    "delete": "delete",
    "history": "view",
    "simple_history": "view",
    "export": "export",
    "bring": "add",
    "unanswered": "view",
    "report": "view",
    "figures": "view",
}
"""The last words of a route's name → the permission it asks for."""
OF_ITS_OWN = {
    **{f"admin:gamification_rule_{step}": ("gamification.rule", "change") for step in ("publish", "pause", "resume")},
    "admin:gamification_rule_retire": ("gamification.rule", "change"),
    "admin:gamification_rule_try_out": ("gamification.rule", "view"),
    **{
        f"admin:experiments_experiment_{step}": ("experiments.experiment", "change")
        for step in ("start", "stop", "decide", "look")
    },
    "admin:experiments_experiment_report": ("experiments.experiment", "view"),
    "admin:accounts_segment_preview": ("accounts.segment", "view"),
    **{f"admin:feedback_desk_{step}": ("feedback.ticket", "change") for step in ("answer", "note", "sort")},
    **{
        f"admin:feedback_classifierversion_{step}": ("feedback.classifierversion", "change")
        for step in ("put_live", "put_back")
    },
    **{f"admin:feedback_ticketcluster_{step}": ("feedback.topic", "add") for step in ("make_topic", "link_new")},
    "admin:feedback_topic_chart": ("feedback.incident", "view"),
    "admin:feedback_incident_chart": ("feedback.incident", "view"),
    **{f"admin:feedback_incident_{step}": ("feedback.incident", "change") for step in ("record", "close")},
    "admin:feedback_topic_try_out": ("feedback.betaprogramme", "add"),
    **{
        f"admin:feedback_betaprogramme_{step}": ("feedback.betaprogramme", "change")
        for step in ("start", "draw", "end")
    },
    "admin:feedback_blindlabel_say": ("feedback.blindlabel", "add"),
    "admin:feedback_improvementreport_publish": ("feedback.improvementreport", "change"),
    "admin:feedback_release_publish": ("feedback.release", "change"),
    "admin:feedback_webhooksource_rotate": ("feedback.webhooksource", "change"),
    "admin:feedback_survey_start": ("feedback.survey", "change"),
    "admin:feedback_survey_results": ("feedback.survey", "view"),
    "admin:feedback_ticketfile_download": ("feedback.ticketfile", "view"),
    "admin:feedback_desk_duplicate": ("feedback.duplicatelink", "change"),
    "admin:feedback_desk_message": ("chat.message", "view"),
    **{
        f"admin:feedback_desk_{step}": ("feedback.desk", "view")
        for step in ("look", "similar", "keep_view", "forget_view")
    },
    **{f"admin:feedback_supportchat_{step}": ("feedback.supportchat", "view") for step in ("thread", "look")},
    "admin:feedback_supportchat_answer": ("feedback.supportchat", "change"),
    "admin:education_question_draft_group": ("education.article", "add"),
    "admin:chat_scamrule_try_out": ("chat.scamrule", "change"),
    "admin:gamification_award_reverse": ("gamification.awardentry", "add"),
    "admin:gamification_award_restore": ("gamification.awardentry", "add"),
    "admin:gamification_award_release": ("gamification.awardentry", "add"),
    **{
        f"admin:education_salon_{step}": ("education.salon", "change")
        for step in ("agree_to", "refuse_it", "cancel_it")
    },
    **{f"admin:gamification_appeal_{step}": ("gamification.appeal", "change") for step in ("give_back", "let_stand")},
    **{f"admin:gamification_grant_{step}": ("gamification.grant", "change") for step in ("confirm", "refuse")},
    **{f"admin:gamification_mission_{step}": ("gamification.mission", "change") for step in ("start", "end")},
    **{f"admin:gamification_campaign_{step}": ("gamification.campaign", "change") for step in ("start", "end", "copy")},
    "admin:gamification_honour_open_now": ("gamification.ballot", "change"),
    **{
        f"admin:gamification_ballot_{step}": ("gamification.ballot", "change")
        for step in ("close_now", "decide", "call_off")
    },
    "admin:gamification_reward_restock": ("gamification.reward", "change"),
    "admin:gamification_order_fulfil": ("gamification.order", "change"),
    "admin:exports_listexport_download": ("exports.listexport", "view"),
    "admin:gamification_order_refund": ("gamification.order", "change"),
}
"""Routes that do something else, each of which is listed: name → the model and permission that they ask for."""
OBJECT_KINDS = {"change", "delete", "history", "simple_history"}
SHARED = {
    "index",
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "autocomplete",
    "jsi18n",
    "view_on_site",
}
SHARED |= {"app_list", "search"}
WORKERS = [*GROUPS, None]


@dataclass(frozen=True)
class ConsoleRoute:
    model: str
    kind: str

    @property
    def name(self) -> str:
        return f"admin:{self.model.replace('.', '_')}_{self.kind}"


def patterns() -> list[URLPattern]:
    found: list[URLPattern] = []
    rest = list(admin.site.urls[0])
    while rest:
        entry = rest.pop()
        if isinstance(entry, URLPattern):
            found.append(entry)
        else:
            rest.extend(entry.url_patterns)
    return found


def routes() -> set[ConsoleRoute]:
    models = {
        f"{model._meta.app_label}_{model._meta.model_name}": model._meta.label_lower for model in apps.get_models()
    }
    models |= {f"{m._meta.app_label}_{m._meta.model_name}": m._meta.label_lower for m in admin.site._registry}
    found = set()
    for pattern in patterns():
        if pattern.name is None or pattern.name in SHARED:
            continue
        prefix = max((key for key in models if pattern.name.startswith(f"{key}_")), key=len)
        found.add(ConsoleRoute(models[prefix], pattern.name.removeprefix(f"{prefix}_")))
    return found


def worker(group: str | None) -> Client:
    person = OperatorFactory()
    if group:
        person.groups.add(Group.objects.get(name=group))
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def allowed(group: str | None, route: ConsoleRoute) -> bool:
    model, action = OF_ITS_OWN.get(route.name) or (route.model, ACTIONS[route.kind])
    return group is not None and action in GROUPS[group].get(model, ())


def test_every_kind_of_route_is_known():
    assert {route for route in routes() if route.kind not in ACTIONS and route.name not in OF_ITS_OWN} == set()
    assert {route.kind for route in routes()} >= {"changelist", "change", "history", "export"}


@pytest.mark.either
@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("group", WORKERS)
def test_each_route_refuses_all_but_those_who_have_its_permission(
    demo_world: dict[str, Any], db: None, group: str | None
):
    client = worker(group)
    for route in routes():
        row = apps.get_model(route.model)._default_manager.order_by("-pk").first()
        args = [row.pk if row else 0] if route.kind in OBJECT_KINDS or route.name in OF_ITS_OWN else []
        args += [0] if route.kind == "simple_history" else []
        for method in ("get", "post"):
            answer = getattr(client, method)(reverse(route.name, args=args))
            assert answer.status_code < 500, (method, route)
            if not allowed(group, route) and (row is not None or not args):
                # Of a row that its list leaves out Django says, on the first page, that there is none.
                is_gone = answer.status_code == 302 and answer["Location"] == reverse("admin:index")
                assert is_gone or answer.status_code in (403, 404, 405), (method, route)


@pytest.mark.parametrize("group", WORKERS)
def test_exports_and_imports_are_open_only_to_groups_whose_work_they_are(db: None, group: str | None):
    client = worker(group)
    doors = [route for route in routes() if "export" in route.kind or "import" in route.kind]
    assert doors
    for route in doors:
        expected = 200 if allowed(group, route) else 403
        address = reverse(route.name)
        assert client.get(address).status_code == expected, (route, "GET")
        assert client.post(address, {"format": 0, "reason": "Weekly review"}).status_code == expected, (route, "POST")
        page = client.get(reverse(f"admin:{route.model.replace('.', '_')}_changelist"))
        assert (address in page.content.decode()) == (expected == 200), (route, "button")


def test_nobody_carries_people_or_resumes_away_but_a_superuser(db: None):
    assert [
        (group, model)
        for group in GROUPS
        for model in ("accounts.user", "matching.resume")
        if "export" in GROUPS[group].get(model, ())
    ] == []
