"""An action of a list is done with rows that are there."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from apps.feedback.models import Release
from tests.matching.factories import SkillFactory
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db
NONE = ["0", "x", "a\x00", "9" * 40]


@pytest.mark.either
def test_what_is_no_row_is_none_for_any_action(sign_in: Any) -> None:
    operator = OperatorFactory(is_superuser=True)
    client = sign_in(operator)
    request = RequestFactory().get("/")
    request.user = operator
    asked = 0
    for model, model_admin in admin.site._registry.items():
        if not model_admin.get_actions(request):
            continue
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for action in model_admin.get_actions(request):
            said = client.post(address, {"action": action, "_selected_action": NONE, "select_across": "0"})
            assert said.status_code in (200, 302), (address, action)
            asked += said.status_code == 302
    assert asked


ONLY_SHOW = {"chart", "try_out", "figures", "results", "report", "look", "preview"}
"""Steps that lead to a page; what changes something from there is sent by a form of that page."""


def test_a_step_that_is_a_link_changes_nothing() -> None:
    """A page elsewhere could send an operator to its address."""
    links = set()
    for model, page in admin.site._registry.items():
        for name in (*page.actions_detail, *page.actions_list, *page.actions_row):  # type: ignore[attr-defined]
            if getattr(getattr(page, name), "dialog", None) is None and name not in ONLY_SHOW:
                links.add(f"{model._meta.label}: {name}")
    assert links == set()


def test_nothing_is_published_or_started_by_following_a_link(sign_in: Any) -> None:
    client = sign_in(OperatorFactory(is_superuser=True))
    release = Release.objects.create(version="9.9", title_en="A", title_zh="甲")
    address = reverse("admin:feedback_release_publish", args=[release.pk])
    assert "who asked for them is told" in client.get(address).content.decode()
    release.refresh_from_db()
    assert release.published_at is None
    client.post(address, {"_form_submitted": "on"})
    release.refresh_from_db()
    assert release.published_at


def test_rows_that_a_colleague_deleted_meanwhile_are_passed_over(sign_in: Any) -> None:
    client = sign_in(OperatorFactory(is_superuser=True))
    address = reverse("admin:matching_skill_changelist")
    for across in ("0", "1"):
        page = client.post(
            f"{address}?q=nothing-is-called-so",
            {"action": "merge", "_selected_action": ["0"], "select_across": across},
            follow=True,
        )
        assert "Items must be selected" in page.content.decode()
    skill = SkillFactory(is_verified=False)
    client.post(address, {"action": "verify", "_selected_action": [skill.pk, "0"], "select_across": "0"})
    skill.refresh_from_db()
    assert skill.is_verified
