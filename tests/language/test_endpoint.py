"""Whatever an endpoint sends instead of an answer is none, and what is asked goes nowhere else."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from apps.language.endpoint import EndpointAway, complete, forget_client
from tests.language.endpoint import FakeEndpoint, connected_endpoint
from tests.serving import QuietHandler, local_server, running

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


STARTS = {
    "a head without an end": (b"HTTP/1.1 200 OK\r\n", b"X: 1\r\n"),
    "a body without an end": (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", b" "),
    "a body that is promised": (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b" "),
}


@pytest.mark.parametrize("what", STARTS)
def test_who_drips_is_cut_off(settings: Any, what: str) -> None:
    start, drop = STARTS[what]

    class Dripping(QuietHandler):
        def do_POST(self) -> None:
            self.close_connection = True
            with suppress(OSError):
                self.wfile.write(start)
                for _drop in range(50):
                    self.wfile.write(drop)
                    time.sleep(0.2)

    with running(local_server(Dripping)) as server:
        settings.LLM_BASE_URL, settings.LLM_MODEL = f"http://127.0.0.1:{server.server_port}/v1", "toy"
        settings.LLM_TIMEOUT_SECONDS = 1
        forget_client()
        began = time.monotonic()
        with pytest.raises(EndpointAway) as refusal:
            complete(instructions="Translate.", text="Hello")
        took = time.monotonic() - began
    forget_client()
    assert refusal.value.why == "timeout"
    assert took < 5


def test_one_question_after_another_is_answered(endpoint: FakeEndpoint) -> None:
    said = [complete(instructions="Translate.", text=text) for text in ("Hello", "Bye")]
    assert said == ["Hello", "Bye"]
