"""How requests reach Django: a few at a time, in the order in which they came."""

import asyncio
import io
import threading
from typing import Any

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse

from config.handler import THREADS, Handler
from config.settings import BASE_DIR


class Visit:
    """A request over the ASGI interface, by who may leave before it is answered."""

    def __init__(self, handler: Handler, path: str) -> None:
        self.status, self.body = 0, b""
        self._events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._events.put_nowait({"type": "http.request", "body": b"", "more_body": False})
        headers = [(b"host", b"testserver")]
        self.scope = scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers}
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


class Spy(io.BytesIO):
    """Knows how much of it was read, and that it was closed."""

    def read(self, size: int = -1) -> bytes:
        self.was_read = getattr(self, "was_read", 0)
        part = super().read(size)
        self.was_read += len(part)
        return part


async def test_a_large_file_is_read_as_it_is_sent_and_closed_when_its_reader_leaves(monkeypatch):
    file = Spy(b"x" * 8_000_000)
    monkeypatch.setattr(Handler, "get_response", lambda handler, request: FileResponse(file))
    slow = Visit(Handler(), "/file")
    go_on = asyncio.Event()

    async def send(event: dict[str, Any]) -> None:
        slow.body += event.get("body", b"")
        await go_on.wait()

    slow.task.cancel()
    slow._send = send
    slow.task = asyncio.create_task(Handler()(slow.scope, slow._events.get, send))
    while not slow.status and not slow.task.done() and not getattr(file, "was_read", 0):
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    assert file.was_read < 1_000_000
    slow.leave()
    await slow.task
    assert file.closed


async def test_a_large_file_comes_whole(monkeypatch):
    content = bytes(range(256)) * 8_000
    monkeypatch.setattr(Handler, "get_response", lambda handler, request: FileResponse(io.BytesIO(content)))
    visit = Visit(Handler(), "/file")
    await visit.task
    assert visit.body == content
