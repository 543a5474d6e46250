"""Every list, form, search and filter of the console opens, with the demo world behind it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten, flatten_fieldsets
from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.console.rights import GROUPS
from apps.ui.paging import CappedPaginator
from tests.people import OperatorFactory

MODELS = {model._meta.label: model for model in admin.site._registry}


@pytest.mark.either
@pytest.mark.parametrize("label", MODELS)
def test_every_list_search_filter_and_form_opens(demo_world: dict[str, Any], db: None, label: str):
    client = Client(raise_request_exception=False)
    client.force_login(
        User.objects.get(email="admin@rapport.example"), backend="django.contrib.auth.backends.ModelBackend"
    )
    statuses = {address: client.get(address).status_code for address in addresses(client, MODELS[label])}
    assert statuses
    assert {address: status for address, status in statuses.items() if status != 200} == {}


FEW = {
    *("accounts.Company", "matching.ReadingNotice", "matching.ScreeningQuestion"),
    *("matching.Skill", "chat.DeclineReason", "education.Article", "education.Circle", "education.Course"),
    *("education.ExpertTopic", "education.Rehearsal", "education.Salon", "education.Tip", "feedback.WebhookSource"),
    *("feedback.Macro", "feedback.Release", "feedback.ImprovementReport", "feedback.Team", "feedback.RoutingRule"),
    *("feedback.Survey", "gamification.BadgeSeries", "gamification.Badge", "gamification.Board"),
    *("gamification.Creator", "gamification.Honour", "gamification.Ballot", "gamification.Campaign"),
    *("gamification.Reward", "feedback.Incident"),
}
"""What operators make or look at one by one."""

BY_WHAT_MATTERS = {"chat.Report", "chat.ScamWarning", "feedback.DuplicateLink", "feedback.Topic"} | {
    "feedback.TicketCluster",
    "gamification.CoinAccount", "gamification.MemberStory", "gamification.Streak"
}  # fmt: skip
"""What waits first, or who has most: one row a person at most, or few that wait."""


@pytest.mark.parametrize("label", sorted(MODELS.keys() - FEW - BY_WHAT_MATTERS))
def test_a_list_that_grows_is_in_the_order_of_an_index(label: str):
    """Else its first page sorts all of it: with five million awards that took forty seconds."""
    model = MODELS[label]
    ordering = admin.site.get_model_admin(model).ordering or model._meta.ordering
    first = str(ordering[0] if ordering else "pk").removeprefix("-")
    indexed = {index.fields[0].removeprefix("-") for index in model._meta.indexes if index.fields}
    indexed |= {field.name for field in model._meta.fields if field.unique or field.db_index} | {"pk"}
    for constraint in model._meta.constraints:
        indexed.update(getattr(constraint, "fields", ())[:1])
    assert first in indexed


def test_no_list_counts_a_million_rows():
    """Nobody turns so many pages, and each page of the list would wait for the count."""
    lists = {label: admin.site.get_model_admin(model) for label, model in MODELS.items()}
    assert [label for label, one in lists.items() if one.show_full_result_count] == []
    assert [label for label, one in lists.items() if not issubclass(one.paginator, CappedPaginator)] == []


@pytest.mark.either
@pytest.mark.parametrize("group", GROUPS)
def test_nothing_that_a_group_sees_leads_it_to_a_refusal(demo_world: dict[str, Any], db: None, group: str):
    person = OperatorFactory()
    person.groups.add(Group.objects.get(name=group))
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    pages = {
        address
        for model in admin.site._registry
        if (address := first_row(client, model)) and client.get(address).status_code == 200
    }
    assert pages
    links = {link for page in pages for link in re.findall(r'href="(/admin/[^"#]*)"', text_of(client, page))}
    refused = {link for link in links if client.get(link.replace("&amp;", "&"), follow=True).status_code != 200}
    assert refused == set()


def first_row(client: Client, model: type[Model]) -> str | None:
    row = model._default_manager.order_by("-pk").first()
    return row and reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def addresses(client: Client, model: type[Model]) -> Iterator[str]:
    model_admin = admin.site._registry[model]
    route = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    changelist = reverse(f"{route}_changelist")
    yield changelist
    if model_admin.search_fields:
        yield f"{changelist}?q=a"
    yield from filtered(client, changelist)
    request = client.get(changelist).wsgi_request
    if model_admin.has_add_permission(request):
        yield reverse(f"{route}_add")
    row = model_admin.get_queryset(request).first()
    if row is not None:
        yield reverse(f"{route}_change", args=[row.pk])
        yield reverse(f"{route}_history", args=[row.pk])


def filtered(client: Client, changelist: str) -> Iterator[str]:
    """Each filter of the list, set to its last choice."""
    listed = client.get(changelist)
    # A list that is a page of its own has none.
    if listed.status_code != 200 or "cl" not in listed.context:
        return
    for spec in listed.context["cl"].filter_specs:
        choices = [choice["query_string"] for choice in spec.choices(listed.context["cl"]) if "query_string" in choice]
        if choices:
            yield changelist + choices[-1]


def test_no_page_shows_a_label_of_its_list_as_key_and_words():
    """The package draws labels in lists alone; elsewhere the pair behind one would be read."""
    pairs = []
    for model, model_admin in admin.site._registry.items():
        names = [*flatten(model_admin.fields or ()), *flatten_fieldsets(model_admin.fieldsets or ())]
        methods = {name: getattr(model_admin, str(name), None) for name in [*names, *model_admin.readonly_fields]}
        pairs += [f"{model._meta.label}.{name}" for name, method in methods.items() if getattr(method, "label", None)]
    assert pairs == []
