"""Whatever an endpoint sends instead of an answer is none, and what is asked goes nowhere else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from apps.language.endpoint import EndpointAway, complete
from tests.language.endpoint import FakeEndpoint, connected_endpoint

NONSENSE = {
    "a page": b"<html>Welcome</html>",
    "nothing": b"null",
    "a list": b"[]",
    "an object for a text": json.dumps({"choices": [{"message": {"content": {"a": 1}}}]}).encode(),
    "a number for a text": json.dumps({"choices": [{"message": {"content": 7}}]}).encode(),
    "an object for a list": json.dumps({"choices": {"a": 1}}).encode(),
    "what nests too deeply": b"[" * 200_000,
    "bytes": b"\xff\xfe\x00",
}


@pytest.fixture
def endpoint(settings: Any) -> Iterator[FakeEndpoint]:
    with connected_endpoint(settings) as fake:
        yield fake


@pytest.mark.parametrize("what", NONSENSE)
def test_nonsense_is_no_answer(endpoint: FakeEndpoint, what: str) -> None:
    endpoint.raw = NONSENSE[what]
    with pytest.raises(EndpointAway):
        complete(instructions="Translate.", text="Hello")


def test_what_is_asked_doesnt_follow_where_it_is_led(endpoint: FakeEndpoint) -> None:
    endpoint.status, endpoint.location = 307, f"{endpoint.address}/elsewhere"
    with pytest.raises(EndpointAway):
        complete(instructions="Translate.", text="Hello")
    assert len(endpoint.asked) == 1
