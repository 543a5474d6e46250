"""How requests reach Django: a few at a time, in the order in which they came."""

import asyncio
import threading
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from config.handler import THREADS, Handler
from config.settings import BASE_DIR


class Visit:
    """A request over the ASGI interface, by who may leave before it is answered."""

    def __init__(self, handler: Handler, path: str) -> None:
        self.status, self.body = 0, b""
        self._events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._events.put_nowait({"type": "http.request", "body": b"", "more_body": False})
        headers = [(b"host", b"testserver")]
        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers}
        self.task = asyncio.create_task(handler(scope, self._events.get, self._send))

    def leave(self) -> None:
        self._events.put_nowait({"type": "http.disconnect"})

    async def _send(self, event: dict[str, Any]) -> None:
        self.status = event.get("status", self.status)
        self.body += event.get("body", b"")


async def test_those_beyond_the_threads_wait_and_who_left_meanwhile_is_passed_over(monkeypatch):
    answered, go_on = [], threading.Event()

    def get_response(handler: Handler, request: HttpRequest) -> HttpResponse:
        answered.append(request.path)
        go_on.wait(20)
        return HttpResponse(request.path)

    monkeypatch.setattr(Handler, "get_response", get_response)
    handler = Handler()
    visits = [Visit(handler, f"/{number}") for number in range(THREADS + 3)]
    while len(answered) < THREADS:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    assert len(answered) == THREADS
    visits[THREADS].leave()
    await visits[THREADS].task
    go_on.set()
    await asyncio.gather(*[visit.task for visit in visits])
    assert answered[THREADS:] == [f"/{THREADS + 1}", f"/{THREADS + 2}"]
    bodies = [visit.body.decode() for visit in visits]
    assert bodies == [f"/{number}" if number != THREADS else "" for number in range(THREADS + 3)]


@pytest.mark.django_db(transaction=True)
async def test_pages_files_and_what_is_not_there():
    handler = Handler()
    page, file, nothing = (Visit(handler, path) for path in ("/healthz", "/static/shell/socket.js", "/api/nothing"))
    await asyncio.gather(page.task, file.task, nothing.task)
    assert (page.status, page.body) == (200, b"ok")
    assert (file.status, file.body) == (200, (BASE_DIR / "static/shell/socket.js").read_bytes())
    assert nothing.status == 404
    assert b'"code": "not_found"' in nothing.body
