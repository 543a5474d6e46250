"""The whole API against its own description: nothing that anybody sends makes it fall over."""

import json
import random
import re
import string
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case

from tests.contracts.access import ROUTES

EXAMPLES_AN_OPERATION = 25
QUERY_STRINGS = 5000
LOUD = settings(
    max_examples=EXAMPLES_AN_OPERATION,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


PAGES = {
    *("home", "healthz", "metrics", "style", "manifest", "worker", "offline"),
    *("set_language", "schema", "api-docs"),
}
# Each operation is a test of its own, named by its route.
OPERATIONS = [
    name
    for name in ROUTES
    if ":" not in name
    and not name.startswith(("account_", "mfa_", "openid_connect_", "socialaccount_", "usersessions_"))
    and name not in PAGES
]
LISTS = [name for name in OPERATIONS if "GET" in ROUTES[name].methods and not ROUTES[name].is_about_an_object]


@pytest.fixture(scope="module")
def schema() -> Any:
    return schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))


@pytest.fixture
def client_of_ben(ben: Any, sign_in: Any) -> Client:
    client: Client = sign_in(ben)
    client.raise_request_exception = False
    return client


def test_the_description_has_no_gaps(tmp_path: Any):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))


def test_each_path_of_the_description_belongs_to_one_of_these_tests(schema: Any):
    paths = {_path(name, schema) for name in OPERATIONS}
    assert set(schema.raw_schema["paths"]) - paths == set()


@pytest.mark.either
@pytest.mark.parametrize("name", OPERATIONS)
def test_whatever_the_description_allows_is_answered(schema: Any, client_of_ben: Client, name: str):
    """And much that it doesn't allow: the generator goes beyond it on purpose."""
    fallen: list[str] = []
    path = _path(name, schema)
    operations = list(schema.include(path=path).get_all_operations())
    assert operations, "A page belongs to PAGES."
    for operation in operations:

        @LOUD
        @given(case=operation.ok().as_strategy())
        def send(case: Case) -> None:
            status = _send(client_of_ben, case)
            if status >= 500:
                fallen.append(f"{case.method} {case.formatted_path} {case.query} {case.body!r:.200}: {status}")

        send()
    assert fallen == [], "\n".join(fallen[:20])


@pytest.mark.either
@pytest.mark.parametrize("name", LISTS)
def test_five_thousand_query_strings_find_no_crack(client_of_ben: Client, schema: Any, name: str):
    path = _path(name, schema)
    known = [parameter["name"] for parameter in schema.raw_schema["paths"][path]["get"].get("parameters", [])]
    names = [*known, "ordering", "order_by", "fields", "id__in", "user__password", "page", "page_size", "format"]
    dice = random.Random(name)
    fallen = []
    for _number in range(QUERY_STRINGS // len(LISTS)):
        address = f"{path}?{urlencode([(dice.choice(names), _value(dice)) for _n in range(3)])}"
        status = client_of_ben.get(address).status_code
        if status >= 500:
            fallen.append(f"{address}: {status}")
    assert fallen == [], "\n".join(fallen[:20])


def _path(name: str, schema: Any) -> str:
    """Of a route, as the description writes it: `/api/v1/jobs/{id}/`."""
    (possible, _parameters), *_ = get_resolver().reverse_dict.getlist(name)[0][0]
    pattern = "/" + re.sub(r"%\((\w+)\)s", r"{\1}", possible)
    shape = re.sub(r"{\w+}", "{}", pattern)
    return next((path for path in schema.raw_schema["paths"] if re.sub(r"{\w+}", "{}", path) == shape), pattern)


def _value(dice: random.Random) -> str:
    return dice.choice(
        [
            str(dice.randint(-(2**70), 2**70)),
            "".join(dice.choices(string.printable, k=dice.randint(0, 12))),
            "\x00",
            "' OR 1=1 --",
            "上海",
            "true",
            "2026-13-45T99:99",
            "2026-01-01T00:00:00Z",
            "[]",
            "😀" * 10,
            "-password",
            "٣",
        ]
    )


def _send(client: Client, case: Case) -> int:
    body = case.body if isinstance(case.body, dict | list | str | int | float | bool) or case.body is None else {}
    query = urlencode(dict(case.query or {}), doseq=True, errors="replace")
    with transaction.atomic():
        response = client.generic(
            case.method,
            f"{case.formatted_path}?{query}",
            json.dumps(body, default=str),
            content_type="application/json",
        )
        transaction.set_rollback(True)
    return response.status_code
