"""An endpoint of our own that speaks as a language model's does: well, slowly, not at all, or nonsense."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from apps.language.endpoint import forget_client
from tests.serving import QuietHandler, local_server, running

Say = Callable[[str], str]


class FakeEndpoint:
    """`say` makes the answer from what was sent; `asked` holds all that came in. `status` other than 200 refuses,
    or leads to `location`;
    `pause_seconds` stand between a few bytes and the next."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.say: Say = lambda text: text
        self.status = 200
        self.delay_seconds = 0.0
        self.pause_seconds = 0.0
        self.raw: bytes | None = None
        self.location = ""
        self.asked: list[dict[str, Any]] = []

    @property
    def texts(self) -> list[str]:
        return [request["messages"][-1]["content"] for request in self.asked]


@contextmanager
def connected_endpoint(settings: Any) -> Iterator[FakeEndpoint]:
    """A fake that the settings name."""
    with fake_endpoint() as fake:
        settings.LLM_BASE_URL, settings.LLM_MODEL, settings.LLM_TIMEOUT_SECONDS = fake.address, "toy", 1
        forget_client()
        yield fake
    forget_client()


@contextmanager
def fake_endpoint() -> Iterator[FakeEndpoint]:
    class Handler(QuietHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.asked.append(request)
            time.sleep(fake.delay_seconds)
            said = {"role": "assistant", "content": fake.say(request["messages"][-1]["content"])}
            body = {
                "id": "1",
                "object": "chat.completion",
                "created": 0,
                "model": request["model"],
                "choices": [{"index": 0, "message": said, "finish_reason": "stop"}],
            }
            content = fake.raw if fake.raw is not None else json.dumps(body).encode()
            self.send_response(fake.status)
            if fake.location:
                self.send_header("Location", fake.location)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            for start in range(0, len(content), 32):
                self.wfile.write(content[start : start + 32])
                time.sleep(fake.pause_seconds)

    with running(local_server(Handler)) as server:
        fake = FakeEndpoint(f"http://127.0.0.1:{server.server_port}/v1")
        yield fake
