"""The whole API against its own description: nothing that anybody sends makes it fall over."""

import json
import random
import string
from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
import schemathesis
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case

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


@pytest.fixture
def schema(db: None) -> Any:
    answer = Client().get(reverse("schema"), headers={"accept": "application/json"})
    return schemathesis.openapi.from_dict(orjson.loads(answer.content))


@pytest.fixture
def client_of_ben(ben: Any, sign_in: Any) -> Client:
    client: Client = sign_in(ben)
    client.raise_request_exception = False
    return client


def test_the_description_has_no_gaps(tmp_path: Any):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))


def test_whatever_the_description_allows_is_answered(schema: Any, client_of_ben: Client):
    """And much that it doesn't allow: the generator goes beyond it on purpose."""
    fallen: list[str] = []
    for operation in schema.get_all_operations():

        @LOUD
        @given(case=operation.ok().as_strategy())
        def send(case: Case) -> None:
            status = _send(client_of_ben, case)
            if status >= 500:
                fallen.append(f"{case.method} {case.formatted_path} {case.query} {case.body!r:.200}: {status}")

        send()
    assert fallen == [], "\n".join(fallen[:20])


def test_five_thousand_query_strings_find_no_crack(client_of_ben: Client, schema: Any):
    lists = [path for path, methods in schema.raw_schema["paths"].items() if "get" in methods and "{" not in path]
    known = [
        parameter["name"]
        for path in lists
        for parameter in schema.raw_schema["paths"][path]["get"].get("parameters", [])
    ]
    names = [*known, "ordering", "order_by", "fields", "id__in", "user__password", "page", "page_size", "format"]
    dice = random.Random(20261)
    fallen = []
    for _number in range(QUERY_STRINGS):
        address = f"{dice.choice(lists)}?{urlencode([(dice.choice(names), _value(dice)) for _n in range(3)])}"
        status = client_of_ben.get(address).status_code
        if status >= 500:
            fallen.append(f"{address}: {status}")
    assert fallen == [], "\n".join(fallen[:20])


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
