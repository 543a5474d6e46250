"""What no endpoint can read, keep or quote is refused by the one reader of JSON that all of them share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from rest_framework import parsers

from apps.accounts.models import User
from apps.api.parsers import JSONParser
from tests.contracts.routes import routes

pytestmark = pytest.mark.django_db
HALF = b'{"conversation": 1, "reason": "\\ud83d"}'


def parsers_of_all_views() -> Iterator[type]:
    for route in routes():
        if view := route.view_class:
            # A route of a view set may have parsers of its own.
            yield from route.pattern.callback.initkwargs.get("parser_classes") or view.parser_classes


def test_every_endpoint_that_takes_json_reads_it_so() -> None:
    assert {one for one in parsers_of_all_views() if issubclass(one, parsers.JSONParser)} == {JSONParser}


def test_what_nests_too_deeply_and_half_characters_are_bad_requests(ana: User, sign_in: Any) -> None:
    hers = sign_in(ana)
    said = {}
    for body, what in (
        (b"[" * 20_000, ("parse_error", None)),
        (b'{"a":' * 20_000, ("parse_error", None)),
        (b'["\\ud83d"]', ("parse_error", None)),
        (b'{"\\ud83d": 1}', ("parse_error", None)),
        (HALF, ("unusable_text", "reason")),
    ):
        answer = hers.post(reverse("reports"), body, "application/json")
        error = answer.json()["errors"][0]
        assert (answer.status_code, error["code"], error["attr"]) == (400, *what)
        said[body] = error["detail"]
    assert "half a character" in said[HALF]
    hers.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    assert "半个字符" in hers.post(reverse("reports"), HALF, "application/json").json()["errors"][0]["detail"]


def test_a_whole_pair_is_a_character(ana: User, sign_in: Any) -> None:
    body = b'{"conversation": 1, "reason": "\\ud83d\\ude00"}'
    assert sign_in(ana).post(reverse("reports"), body, "application/json").json()["errors"][0]["attr"] == "reason"
