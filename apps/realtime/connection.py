"""One open socket: an ordered, bounded way out."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from apps.realtime.frames import Frame, encode

MAX_PENDING_BYTES = 1024 * 1024
GRACE_SECONDS = 5

NOT_SIGNED_IN = 4401
TOO_MANY_BAD_FRAMES = 4400
TOO_SLOW = 4408
SILENT = 4409


class Connection:
    """Writes frames in order without ever making the writer of a frame wait.

    Frames queue while the client reads slowly; beyond 1 MiB the socket closes with 4408 and the client catches up
    when it is back. Only the event loop's thread may call its methods.
    """

    __slots__ = (
        "_closing",
        "_out",
        "_pending",
        "_reader",
        "_send",
        "_wake",
        "credential",
        "data",
        "heard_at",
        "language",
        "topics",
        "user_id",
    )

    def __init__(
        self,
        *,
        user_id: int,
        credential: Any,
        language: str,
        send: Callable[[dict[str, Any]], Awaitable[None]],
        reader: "asyncio.Task[Any]",
    ) -> None:
        self.user_id = user_id
        self.credential = credential
        self.language = language
        self.data: dict[str, Any] = {}
        self.topics: set[str] = set()
        self.heard_at = time.monotonic()
        self._send = send
        self._reader = reader
        self._out: deque[str] = deque()
        self._pending = 0
        self._wake = asyncio.Event()
        self._closing: int | None = None

    def send(self, frame: Frame) -> None:
        self.send_text(encode(frame))

    def send_text(self, text: str) -> None:
        if self._closing is not None:
            return
        self._pending += len(text)
        if self._pending > MAX_PENDING_BYTES:
            self._out.clear()
            self.close(TOO_SLOW)
            return
        self._out.append(text)
        self._wake.set()

    def close(self, code: int) -> None:
        """Sends what waits, then the close; a client that doesn't read is dropped after five seconds."""
        if self._closing is None:
            self._closing = code
            self._wake.set()
            self._reader.get_loop().call_later(GRACE_SECONDS, self._reader.cancel)

    @property
    def closing(self) -> int | None:
        return self._closing

    async def write_out(self) -> None:
        """Runs for the socket's life; returns after it has sent the close."""
        while True:
            while self._out and self._closing != TOO_SLOW:
                text = self._out.popleft()
                await self._send({"type": "websocket.send", "text": text})
                self._pending -= len(text)
            if self._closing is not None:
                await self._send({"type": "websocket.close", "code": self._closing})
                self._reader.cancel()
                return
            self._wake.clear()
            await self._wake.wait()
