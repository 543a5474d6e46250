"""The socket: a small ASGI application. It knows no command itself; apps register theirs."""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from django.conf import settings
from django.http import parse_cookie

from apps.realtime import attendance, credentials, open_sockets, presence, registry
from apps.realtime.connection import ENDED, NOT_SIGNED_IN, SILENT, Connection
from apps.realtime.gathering import Gathering
from apps.realtime.hub import hub
from apps.realtime.listening import Listener
from apps.realtime.wire import wire_of

logger = logging.getLogger(__name__)

PROTOCOL = 1
SILENCE_SECONDS = 45
CHECK_SECONDS = 3
SHARE = 100
"""People whose sockets are looked after together."""

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_caretaker: asyncio.Task[None] | None = None
_closed: list[int] = []
"""Rows of sockets that are gone."""


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Serves one socket from handshake to close. Its messages come and go over the wire; ASGI tells when it is gone."""
    wire = wire_of(scope)
    await receive()
    credential = await _credential(scope)
    await send({"type": "websocket.accept"})
    if credential is None:
        await send({"type": "websocket.close", "code": NOT_SIGNED_IN})
        return
    connection = Connection(user_id=credential.user_id, credential=credential, language=credential.language, wire=wire)
    headers = dict(scope.get("headers", ()))
    connection.data["user_agent"] = headers.get(b"user-agent", b"").decode("latin-1")[:300]
    connection.data["place"] = str((scope.get("client") or [""])[0])[:45]
    is_first = hub.attach(connection)
    try:
        listener = Listener(connection, wire, after=_welcome(connection, is_first=is_first))
        wire.listen(listener.hear, on_writable=connection.write_out)
        await receive()
        await listener.finish()
    finally:
        if open_sockets.ROW in connection.data:
            _closed.append(connection.data[open_sockets.ROW])
        if hub.detach(connection):
            attendance.went(connection.user_id)


async def _welcome(connection: Connection, *, is_first: bool) -> None:
    connection.send(
        {
            "type": "hello",
            "protocol": PROTOCOL,
            "user": connection.user_id,
            "server_time": datetime.now(UTC).isoformat(),
            "cursor": await registry.inbox_cursor(connection.user_id),
        }
    )
    if is_first:
        attendance.came(connection.user_id)


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


def start_process() -> None:
    """Joins the bus and begins to look after sockets, once for each event loop."""
    global _caretaker
    loop = asyncio.get_running_loop()
    hub.start(loop)
    if _caretaker is None or _caretaker.done() or _caretaker.get_loop() is not loop:
        _caretaker = loop.create_task(_care())


# A write may wait for others'; the one thread in which a process reads for its sockets must not wait with it.
_in_own_thread = partial(database_sync_to_async, thread_sensitive=False)


async def _care() -> None:
    """Every three seconds: closes sockets whose credential has ended, and renews the presence of the others. A share
    of the people at a time, so that no message waits for five hundred."""
    while True:
        shares = math.ceil(len(hub.sockets) / SHARE) or 1
        for number in range(shares):
            await asyncio.sleep(CHECK_SECONDS / shares)
            try:
                await _forget_closed()
                await _check([one for one in hub.connections() if one.user_id % shares == number])
            except Exception:
                logger.exception("Open sockets couldn't be checked; trying again.")


async def _check(connections: list[Connection]) -> None:
    if not connections:
        return
    valid = await database_sync_to_async(credentials.still_valid)({c.credential for c in connections})
    silent_since = time.monotonic() - SILENCE_SECONDS
    for connection in connections:
        if connection.credential not in valid:
            connection.close(NOT_SIGNED_IN)
        elif connection.heard_at < silent_since:
            connection.close(SILENT)
    # Last, because it writes: a database that only reads must not keep ended sign-ins alive.
    await _in_own_thread(presence.renew)({credential.user_id for credential in valid})
    held = [one for one in connections if one.credential in valid and one.closing is None]
    for connection in await _in_own_thread(open_sockets.record)(held):
        connection.close(ENDED)


async def _forget_closed() -> None:
    gone, _closed[:] = list(_closed), []
    if gone:
        await _in_own_thread(open_sockets.forget)(gone)


registry.on_arrival(_in_own_thread(presence.arrive))
registry.on_departure(_in_own_thread(presence.leave))
