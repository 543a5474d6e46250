"""A filter that an endpoint doesn't know is refused, and not taken for "everything"."""

from typing import Any

import pytest
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator

from apps.accounts.models import User

SCHEMA = SchemaGenerator().get_schema(request=None, public=True)
READING = {
    path: {one["name"] for one in operations["get"].get("parameters", ()) if one["in"] == "query"}
    for path, operations in SCHEMA["paths"].items()
    if "get" in operations
}


@pytest.mark.parametrize("path", sorted(READING))
def test_no_endpoint_ignores_what_it_does_not_know(ben: User, sign_in: Any, path: str) -> None:
    address = path.replace("{token}", "00000000-0000-4000-8000-000000000000").replace("{", "").replace("}", "")
    for unknown in ("colour", "ordering", "user__password", "id__in"):
        answer = sign_in(ben).get(address, {unknown: "1"})
        error = answer.json()["errors"][0]
        assert (answer.status_code, error["code"], error["attr"]) == (400, "unknown_filter", unknown)
        assert all(name in error["detail"] for name in READING[path])


def test_the_refusal_names_what_there_is_in_the_readers_language(ben: User, sign_in: Any) -> None:
    his = sign_in(ben)
    his.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    detail = his.get(reverse("job-list"), {"citty": "上海"}).json()["errors"][0]["detail"]
    assert detail.startswith("这里没有名为“citty”的筛选条件")
    assert "city" in detail


def test_what_is_known_is_answered(ben: User, sign_in: Any) -> None:
    assert sign_in(ben).get(reverse("job-list"), {"city": "上海", "page_size": "5"}).status_code == 200


@pytest.mark.parametrize("number", ["x", "1.5", "-1", "٣", "1e9", "9" * 40, "None", " "])
@pytest.mark.parametrize("path", sorted(path for path in READING if path.count("{") == 1 and "{id}" in path))
def test_what_can_be_no_number_is_not_found(ben: User, sign_in: Any, path: str, number: str) -> None:
    assert sign_in(ben).get(path.replace("{id}", number)).status_code == 404
