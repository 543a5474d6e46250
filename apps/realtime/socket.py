"""The socket: a small ASGI application. It knows no command itself; apps register theirs."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import parse_cookie
from django.utils import translation

from apps.errors import DomainError, Overloaded
from apps.realtime import attendance, credentials, presence, registry
from apps.realtime.connection import NOT_SIGNED_IN, SILENT, TOO_MANY_BAD_FRAMES, Connection
from apps.realtime.frames import Frame, InvalidFrame, decode
from apps.realtime.gathering import Gathering
from apps.realtime.hub import hub

logger = logging.getLogger(__name__)

PROTOCOL = 1
SILENCE_SECONDS = 45
BAD_FRAMES_A_MINUTE = 10
CHECK_SECONDS = 3
RETRY_AFTER_SECONDS = 2

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_caretaker: asyncio.Task[None] | None = None


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Serves one socket from handshake to close."""
    _start_process()
    await receive()
    credential = await _credential(scope)
    await send({"type": "websocket.accept"})
    if credential is None:
        await send({"type": "websocket.close", "code": NOT_SIGNED_IN})
        return
    reader = asyncio.current_task()
    assert reader is not None
    connection = Connection(
        user_id=credential.user_id,
        credential=credential,
        language=credential.language,
        send=send,
        reader=reader,
    )
    writer = asyncio.create_task(connection.write_out())
    first = hub.attach(connection)
    try:
        connection.send(
            {
                "type": "hello",
                "protocol": PROTOCOL,
                "user": connection.user_id,
                "server_time": datetime.now(UTC).isoformat(),
                "cursor": await registry.inbox_cursor(connection.user_id),
            }
        )
        if first:
            attendance.came(connection.user_id)
        await _read(connection, receive)
    except asyncio.CancelledError:
        if connection.closing is None:
            raise
        reader.uncancel()
    finally:
        last = hub.detach(connection)
        writer.cancel()
        if last:
            attendance.went(connection.user_id)


async def _read(connection: Connection, receive: Receive) -> None:
    bad: deque[float] = deque(maxlen=BAD_FRAMES_A_MINUTE)
    while True:
        message = await receive()
        if message["type"] != "websocket.receive":
            return
        connection.heard_at = time.monotonic()
        frame: Frame = {}
        try:
            frame = decode(message.get("text"))
            await _dispatch(connection, frame)
        except DomainError as error:
            connection.send(error_frame(error, frame, connection.language))
            if isinstance(error, InvalidFrame):
                if len(bad) == bad.maxlen and connection.heard_at - bad[0] < 60:
                    connection.close(TOO_MANY_BAD_FRAMES)
                bad.append(connection.heard_at)
        except (OperationalError, InterfaceError):
            logger.warning("The database is away; a %s frame is refused.", frame.get("type"))
            connection.send(error_frame(Overloaded(retry_after=RETRY_AFTER_SECONDS), frame, connection.language))
        except Exception:
            logger.exception("A %s frame failed.", frame.get("type"))
            connection.send(error_frame(DomainError(), frame, connection.language))


async def _dispatch(connection: Connection, frame: Frame) -> None:
    if frame["type"] == "ping":
        connection.send({"type": "pong", "cursor": await registry.inbox_cursor(connection.user_id)})
        return
    handle = registry.commands.get(frame["type"])
    if handle is None:
        raise InvalidFrame(field="type")
    await handle(connection, frame)


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


_of_tokens = Gathering(database_sync_to_async(credentials.from_tokens))
_of_sessions = Gathering(database_sync_to_async(credentials.from_sessions))


async def _credential(scope: Scope) -> credentials.Credential | None:
    headers = dict(scope.get("headers", ()))
    if header := headers.get(b"authorization"):
        return await _of_tokens.ask(header.decode("latin-1"))
    if ticket := parse_qs(scope.get("query_string", b"").decode("latin-1")).get("ticket"):
        return await database_sync_to_async(credentials.from_ticket)(ticket[0])
    cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    return await _of_sessions.ask(key) if key else None


def _start_process() -> None:
    global _caretaker
    loop = asyncio.get_running_loop()
    hub.start(loop)
    if _caretaker is None or _caretaker.done() or _caretaker.get_loop() is not loop:
        _caretaker = loop.create_task(_care())


# A write may wait for others'; the one thread in which a process reads for its sockets must not wait with it.
_in_own_thread = partial(database_sync_to_async, thread_sensitive=False)


async def _care() -> None:
    """Every three seconds: closes sockets whose credential has ended, and renews the presence of the others."""
    while True:
        await asyncio.sleep(CHECK_SECONDS)
        connections = hub.connections()
        if not connections:
            continue
        try:
            valid = await database_sync_to_async(credentials.still_valid)({c.credential for c in connections})
            await _in_own_thread(presence.renew)({c.user_id for c in connections})
        except Exception:
            logger.exception("Open sockets couldn't be checked; trying again.")
            continue
        silent_since = time.monotonic() - SILENCE_SECONDS
        for connection in connections:
            if connection.credential not in valid:
                connection.close(NOT_SIGNED_IN)
            elif connection.heard_at < silent_since:
                connection.close(SILENT)


registry.on_arrival(_in_own_thread(presence.arrive))
registry.on_departure(_in_own_thread(presence.leave))
