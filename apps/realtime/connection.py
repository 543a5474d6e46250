"""One open socket: an ordered, bounded way out."""

import asyncio
import time
from collections import deque
from typing import Any

from apps.realtime.frames import Frame, encode
from apps.realtime.wire import Wire

MAX_PENDING_BYTES = 1024 * 1024
WRITE_BYTES = 64 * 1024
"""What is handed to the network at once; that much again may wait in it."""
GRACE_SECONDS = 5
SLOW_GRACE_SECONDS = 60
"""How long a reader that was too slow may take to reach the close that tells it so."""

NOT_SIGNED_IN = 4401
TOO_MANY_BAD_FRAMES = 4400
TOO_SLOW = 4408
SILENT = 4409
ENDED = 4403
"""Its person ended this one socket; what they signed in with still holds."""
TOO_MANY = 4429
"""Its person opened so many others since."""


class Connection:
    """Writes frames in order without ever making the writer of a frame wait.

    What is sent in one turn of the event loop leaves in one write. Frames queue while the client reads slowly; beyond
    1 MiB the socket closes with 4408 and the client catches up when it is back. Only the event loop's thread may call
    its methods.
    """

    __slots__ = (
        "_closing",
        "_is_told_to_close",
        "_loop",
        "_out",
        "_pending",
        "_will_write",
        "_wire",
        "credential",
        "data",
        "heard_at",
        "language",
        "topics",
        "user_id",
    )

    def __init__(self, *, user_id: int, credential: Any, language: str, wire: Wire) -> None:
        self.user_id = user_id
        self.credential = credential
        self.language = language
        self.data: dict[str, Any] = {}
        self.topics: set[str] = set()
        self.heard_at = time.monotonic()
        self._wire = wire
        self._loop = asyncio.get_running_loop()
        self._out: deque[str] = deque()
        self._pending = 0
        self._will_write = False
        self._closing: int | None = None
        self._is_told_to_close = False

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
        self._write_soon()

    def close(self, code: int) -> None:
        """Sends what waits (to a slow reader nothing more), then the close; a client that doesn't read is dropped."""
        if self._closing is None:
            self._closing = code
            self._write_soon()
            self._loop.call_later(SLOW_GRACE_SECONDS if code == TOO_SLOW else GRACE_SECONDS, self._wire.drop)

    @property
    def closing(self) -> int | None:
        return self._closing

    def write_out(self) -> None:
        """Writes what waits until the client has enough to read. Called again when it has read that."""
        self._will_write = False
        while self._out and self._wire.can_write:
            texts = [self._out.popleft()]
            size = _size(texts[0])
            while self._out and size < WRITE_BYTES:
                texts.append(self._out.popleft())
                size += _size(texts[-1])
            self._pending -= size
            self._wire.write(texts)
        if self._closing is not None and self._wire.can_write and not self._is_told_to_close:
            self._is_told_to_close = True
            self._wire.close(self._closing)

    def _write_soon(self) -> None:
        if not self._will_write:
            self._will_write = True
            self._loop.call_soon(self.write_out)


def _size(text: str) -> int:
    """Bytes on the wire."""
    return len(text) if text.isascii() else len(text.encode())
