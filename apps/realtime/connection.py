"""One open socket: an ordered, bounded way out."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from apps.realtime.frames import Frame, encode

MAX_PENDING_BYTES = 1024 * 1024
GRACE_SECONDS = 5
SLOW_GRACE_SECONDS = 60
"""How long a reader that was too slow may take to reach the close that tells it so."""

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
        "_waiter",
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
        self._waiter: asyncio.Future[None] | None = None
        self._closing: int | None = None

    def send(self, frame: Frame) -> None:
        self.send_text(encode(frame))

    def send_text(self, text: str) -> None:
        if self._closing is not None:
            return
        self._pending += _size(text)
        if self._pending > MAX_PENDING_BYTES:
            self._out.clear()
            self.close(TOO_SLOW)
            return
        self._out.append(text)
        self._wake()

    def close(self, code: int) -> None:
        """Sends what waits (to a slow reader nothing more), then the close; a client that doesn't read is dropped."""
        if self._closing is None:
            self._closing = code
            self._wake()
            grace = SLOW_GRACE_SECONDS if code == TOO_SLOW else GRACE_SECONDS
            self._reader.get_loop().call_later(grace, self._reader.cancel)

    @property
    def closing(self) -> int | None:
        return self._closing

    async def write_out(self) -> None:
        """Runs for the socket's life; returns after it has sent the close."""
        while True:
            while self._out and self._closing != TOO_SLOW:
                text = self._out.popleft()
                await self._send({"type": "websocket.send", "text": text})
                self._pending -= _size(text)
            if self._closing is not None:
                await self._send({"type": "websocket.close", "code": self._closing})
                self._reader.cancel()
                return
            self._waiter = self._reader.get_loop().create_future()
            await self._waiter

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def _size(text: str) -> int:
    """Bytes on the wire."""
    return len(text) if text.isascii() else len(text.encode())
