"""Handles what a socket says: one frame after the other, refusals included."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable

from django.db import InterfaceError, OperationalError
from django.utils import translation

from apps.errors import DomainError, Overloaded
from apps.realtime import registry
from apps.realtime.connection import TOO_MANY_BAD_FRAMES, Connection
from apps.realtime.frames import Frame, InvalidFrame, decode
from apps.realtime.wire import Wire

logger = logging.getLogger(__name__)

BAD_FRAMES_A_MINUTE = 10
RETRY_AFTER_SECONDS = 2
MAX_WAITING = 32
"""Frames that wait for one that takes longer; the client's next ones wait in the network."""


class Listener:
    """`hear` never waits: what a command leaves to be awaited goes on in a task, and the socket's next frames follow
    it. Only the event loop's thread may call its methods."""

    __slots__ = ("_bad", "_busy", "_connection", "_waiting", "_wire")

    def __init__(self, connection: Connection, wire: Wire, *, after: Awaitable[None]) -> None:
        """`after` is what the first frame has to wait for."""
        self._connection = connection
        self._wire = wire
        self._waiting: deque[str | None] = deque()
        self._bad: deque[float] = deque(maxlen=BAD_FRAMES_A_MINUTE)
        self._busy: asyncio.Task[None] | None = asyncio.create_task(self._work_off(after, {}))

    def hear(self, text: str | None) -> None:
        if self._connection.closing is not None:
            return
        self._connection.heard_at = time.monotonic()
        if self._busy is None:
            self._handle(text)
        else:
            self._waiting.append(text)
            if len(self._waiting) >= MAX_WAITING:
                self._wire.pause()

    async def finish(self) -> None:
        """Returns when all that was heard is done."""
        while self._busy is not None:
            await self._busy

    def _handle(self, text: str | None) -> None:
        frame: Frame = {}
        try:
            frame = decode(text)
            rest = self._dispatch(frame)
        except Exception as error:  # noqa: BLE001  told apart there
            self._refuse(error, frame)
            return
        if rest is not None:
            self._busy = asyncio.create_task(self._work_off(rest, frame))

    async def _work_off(self, rest: Awaitable[None], frame: Frame) -> None:
        try:
            await rest
        except Exception as error:  # noqa: BLE001  told apart there
            self._refuse(error, frame)
        self._busy = None
        while self._waiting and self._busy is None:
            self._handle(self._waiting.popleft())
        if not self._waiting:
            self._wire.resume()

    def _dispatch(self, frame: Frame) -> Awaitable[None] | None:
        if frame["type"] == "ping":
            return self._pong()
        handle = registry.commands.get(frame["type"])
        if handle is None:
            raise InvalidFrame(field="type")
        registry.paces[frame["type"]].spend(self._connection.user_id)
        return handle(self._connection, frame)

    async def _pong(self) -> None:
        self._connection.send({"type": "pong", "cursor": await registry.inbox_cursor(self._connection.user_id)})

    def _refuse(self, error: Exception, frame: Frame) -> None:
        connection = self._connection
        if isinstance(error, DomainError):
            refusal = error
        elif isinstance(error, OperationalError | InterfaceError):
            logger.warning("The database is away; a %s frame is refused.", frame.get("type"))
            refusal = Overloaded(retry_after=RETRY_AFTER_SECONDS)
        else:
            logger.error("A %s frame failed.", frame.get("type"), exc_info=error)
            refusal = DomainError()
        connection.send(error_frame(refusal, frame, connection.language))
        if isinstance(refusal, InvalidFrame):
            now = connection.heard_at
            if len(self._bad) == self._bad.maxlen and now - self._bad[0] < 60:
                connection.close(TOO_MANY_BAD_FRAMES)
            self._bad.append(now)


def error_frame(error: DomainError, frame: Frame, language: str) -> Frame:
    """A refusal as a frame, in the reader's language; it repeats `request_id`, `client_id` and `conversation`."""
    with translation.override(language):
        answer: Frame = {"type": "error", "code": error.code, "detail": str(error)}
    if error.retry_after is not None:
        answer["retry_after"] = error.retry_after
    if error.field:
        answer["field"] = error.field
    answer |= error.data
    for name in ("request_id", "client_id", "conversation"):
        if isinstance(frame.get(name), str | int):
            answer[name] = frame[name]
    return answer
