"""A WebSocket client over the ASGI interface, in the test's own process: no server, no network."""

import asyncio
import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from apps.accounts.models import User
from apps.realtime.wire import EXTENSION, Hear
from config.asgi import application


class Denied(Exception):
    """The handshake was refused."""


class Closed(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Socket:
    """`async with Socket(person=ana) as socket:`; signed in by a session unless a token or ticket is given."""

    def __init__(
        self,
        *,
        person: User | None = None,
        client: Client | None = None,
        token: str | None = None,
        ticket: str | None = None,
        origin: str = "http://testserver",
        reads: bool = True,
    ) -> None:
        if person is not None:
            client = Client()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        headers = [(b"host", b"testserver")]
        if origin:
            headers.append((b"origin", origin.encode()))
        if client is not None:
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode()))
        if token:
            headers.append((b"authorization", f"Token {token}".encode()))
        self.scope = {
            "type": "websocket",
            "path": "/ws/",
            "raw_path": b"/ws/",
            "query_string": urlencode({"ticket": ticket}).encode() if ticket else b"",
            "headers": headers,
            "subprotocols": [],
            "scheme": "ws",
            "server": ("testserver", 80),
            "client": ("127.0.0.1", 1),
            "asgi": {"version": "3.0"},
        }
        self.client = client
        self.hello: dict[str, Any] = {}
        self.scope["extensions"] = {EXTENSION: self}
        self.can_write = reads
        self._hear: Hear = lambda text: None
        self._on_writable: Callable[[], None] = lambda: None
        self._in: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._out: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def __aenter__(self) -> "Socket":
        await self.open()
        self.hello = await self.receive("hello")
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.leave()

    async def open(self) -> None:
        self._task = asyncio.create_task(application(self.scope, self._in.get, self._send))
        await self._in.put({"type": "websocket.connect"})
        answer = await asyncio.wait_for(self._out.get(), 10)
        if answer["type"] != "websocket.accept":
            raise Denied(answer)

    async def leave(self) -> None:
        self.read_again()
        self.drop()
        await asyncio.wait([self._task], timeout=5)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def send(self, **frame: Any) -> None:
        await self.send_text(json.dumps(frame))

    async def send_text(self, text: str) -> None:
        self._hear(text)

    async def receive(self, *types: str, seconds: float = 10) -> dict[str, Any]:
        """The next frame (of these types, others are dropped); raises Closed when the server closed."""
        async with asyncio.timeout(seconds):
            while True:
                event = await self._out.get()
                if event["type"] == "websocket.close":
                    raise Closed(event.get("code", 1000))
                frame = json.loads(event["text"])
                if not types or frame["type"] in types:
                    return frame

    async def closes(self, *, seconds: float = 10) -> int:
        """Reads on until the server closes; the code."""
        try:
            while True:
                await self.receive(seconds=seconds)
        except Closed as closed:
            return closed.code

    async def nothing_of(self, *types: str, after: Iterable["Socket"] = ()) -> None:
        """Fails if a frame of these types (of any, without types) came of what this socket and those of `after` said.

        Nobody waits for a while: a socket's frames are handled one after the other, so once its ping is answered all
        that it said has been done and told.
        """
        for socket in (*after, self):
            await socket.is_heard_out()
        while not self._out.empty():
            frame = json.loads(self._out.get_nowait().get("text", "{}"))
            if not types or frame.get("type") in types:
                raise AssertionError(frame)

    async def is_heard_out(self) -> None:
        """Returns when the server has handled all that this socket sent; what came meanwhile can still be received."""
        await self.send(type="ping")
        came = []
        async with asyncio.timeout(10):
            while True:
                event = await self._out.get()
                if event["type"] == "websocket.close":
                    raise Closed(event.get("code", 1000))
                if json.loads(event["text"])["type"] == "pong":
                    break
                came.append(event)
        while not self._out.empty():
            came.append(self._out.get_nowait())
        for event in came:
            self._out.put_nowait(event)

    def stop_reading(self) -> None:
        self.can_write = False

    def read_again(self) -> None:
        self.can_write = True
        self._on_writable()

    async def _send(self, event: dict[str, Any]) -> None:
        await self._out.put(event)

    # The server's side of the wire, as `apps.realtime.wire.Wire` has it.

    def listen(self, hear: Hear, *, on_writable: Callable[[], None]) -> None:
        self._hear, self._on_writable = hear, on_writable

    def write(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._out.put_nowait({"type": "websocket.send", "text": text})

    def close(self, code: int) -> None:
        self._out.put_nowait({"type": "websocket.close", "code": code})
        self.drop()

    def drop(self) -> None:
        self._in.put_nowait({"type": "websocket.disconnect", "code": 1001})

    def pause(self) -> None:
        pass

    resume = pause
