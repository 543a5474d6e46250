"""What the database would refuse of a form of the console is said in words, and not by the name of the rule."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db.models import BaseConstraint, Model, UniqueConstraint
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from apps.gamification.models import Reward
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db


def forms_of_the_console() -> Iterator[tuple[type[Model], set[str]]]:
    """Each model that operators add or change, as a page or as rows of one, with the fields that they fill in."""
    request = RequestFactory().get("/admin/")
    request.user = OperatorFactory(is_superuser=True)
    for model, page in admin.site._registry.items():
        if page.has_add_permission(request) or page.has_change_permission(request):
            for obj in (None, model()):
                yield model, set(page.get_form(request, obj, change=obj is not None).base_fields)
            for inline in page.get_inline_instances(request):
                rows = inline.get_formset(request)
                yield inline.model, {*rows.form.base_fields, getattr(rows, "fk", inline.model._meta.pk).name}


def columns_of(model: type[Model], constraint: BaseConstraint) -> set[str]:
    condition = getattr(constraint, "condition", None)
    read = {name for name, *_lookups in model._get_expr_references(condition)} if condition else set()
    for expression in getattr(constraint, "expressions", ()):
        read |= {name for name, *_lookups in model._get_expr_references(expression)}
    return read | set(getattr(constraint, "fields", ()))


def is_said_by_its_name(constraint: BaseConstraint) -> bool:
    if isinstance(constraint, UniqueConstraint) and constraint.fields and constraint.condition is None:
        return False  # Django says which fields
    return constraint.violation_error_message == BaseConstraint.default_violation_error_message


def test_no_form_of_the_console_answers_with_the_name_of_a_rule():
    nameless = {
        f"{model._meta.label}: {constraint.name}"
        for model, fields in forms_of_the_console()
        for constraint in model._meta.constraints
        if is_said_by_its_name(constraint) and columns_of(model, constraint) <= fields
    }
    assert nameless == set()


def test_a_reward_for_nothing_is_refused_in_the_operators_language(sign_in):
    client = sign_in(OperatorFactory(is_superuser=True, language="zh-hans"))
    words = {f"{name}_{language}": "x" for name in ("name", "about") for language in ("en", "zh")}
    page = client.post(reverse("admin:gamification_reward_add"), words | {"key": "mug", "price": 0, "per_person": 1})
    [rule] = [one for one in Reward._meta.constraints if one.name == "rewards_cost_something"]
    with override("zh-hans"):
        assert str(rule.violation_error_message) in page.content.decode()
    assert "A reward" not in page.content.decode()
    assert not Reward.objects.filter(key="mug").exists()
