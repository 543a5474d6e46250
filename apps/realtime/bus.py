"""The bus between processes: the channel layer, used as one group that every web process reads once.

It may lose. Every process sends itself a heartbeat over it; when one was missing and they come again, all clients
of the process are told to `resync`. Heartbeats also tell who else is there: a process that is alone sends nothing else,
and when it hears that it no longer is, the newcomer's clients are told to `resync`.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import orjson
from channels.layers import get_channel_layer
from django.conf import settings

from apps.realtime.frames import encode
from apps.realtime.neighbours import Neighbours

if TYPE_CHECKING:
    from apps.realtime.hub import Hub

logger = logging.getLogger(__name__)

GROUP = "rapport.realtime"
HEARTBEAT_SECONDS = 1.0
AWAY_AFTER_SECONDS = 3.5
SEND_WITHIN_SECONDS = 2.0
"""A Redis that hangs keeps its connections and never answers."""
MAX_QUEUED = 20_000

_outbox: list[tuple[list[int] | str, str]] = []
_outbox_lock = threading.Lock()
_wake: asyncio.Event | None = None
_loop: asyncio.AbstractEventLoop | None = None
_origin = ""
_tasks: set[asyncio.Task[None]] = set()
_neighbours = Neighbours()


def start(hub: "Hub", loop: asyncio.AbstractEventLoop) -> None:
    """Joins the bus with this process's hub. The embedded process has nobody to talk to."""
    global _loop, _wake, _origin, _neighbours
    if settings.EMBEDDED:
        return
    _loop, _origin, _wake, _neighbours = loop, hub.name, asyncio.Event(), Neighbours()
    for coroutine in (_send_forever(), _receive_forever(hub), _beat_forever(hub)):
        task = loop.create_task(coroutine)
        _tasks.add(task)


def publish(people: Iterable[int] | str, text: str) -> None:
    """Queues a frame for the other processes. May be called by any thread."""
    publish_many([(people, text)])


def publish_many(frames: Sequence[tuple[Iterable[int] | str, str]]) -> None:
    """Queues frames for the other processes; what is queued meanwhile leaves together. May be called by any thread."""
    if settings.EMBEDDED or _neighbours.are_none or not frames:
        return
    if _loop is None:
        _start_thread()
    with _outbox_lock:
        if len(_outbox) < MAX_QUEUED:
            _outbox.extend((people if isinstance(people, str) else list(people), text) for people, text in frames)
    if _loop is not None and _wake is not None and not _loop.is_closed():
        _loop.call_soon_threadsafe(_wake.set)


def _start_thread() -> None:
    """Worker processes have no server loop: theirs runs in a daemon thread."""
    global _loop, _wake
    with _outbox_lock:
        if _loop is not None:
            return
        loop = asyncio.new_event_loop()
        ready = threading.Event()

        def run() -> None:
            global _wake
            asyncio.set_event_loop(loop)
            _wake = asyncio.Event()
            _tasks.add(loop.create_task(_send_forever()))
            ready.set()
            loop.run_forever()

        threading.Thread(target=run, name="bus", daemon=True).start()
        ready.wait(5)
        _loop = loop


async def _group_send(message: dict[str, Any]) -> None:
    async with asyncio.timeout(SEND_WITHIN_SECONDS):
        await get_channel_layer().group_send(GROUP, message)


def _is_ending() -> bool:
    """Redis' client loses a cancellation that meets a connection being made; the task's own count keeps it."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def _send_forever() -> None:
    assert _wake is not None
    while not _is_ending():
        await _wake.wait()
        _wake.clear()
        with _outbox_lock:
            items, _outbox[:] = list(_outbox), []
        if items:
            try:
                # One piece of bytes: the sender hears itself too, and throws it away unread.
                await _group_send({"type": "frames", "origin": _origin, "items": orjson.dumps(items)})
            except Exception:  # noqa: BLE001  the bus may be away in any way; clients catch up
                logger.warning("The bus is away; %d frames reach the other processes by catching up.", len(items))


_last_heartbeat = 0.0


async def _receive_forever(hub: "Hub") -> None:
    layer = get_channel_layer()
    while not _is_ending():
        try:
            channel = await layer.new_channel()
            await layer.group_add(GROUP, channel)
            _neighbours.doubt(time.monotonic())
            while not _is_ending():
                await _receive(hub, await layer.receive(channel))
        except Exception:  # noqa: BLE001  the bus may be away in any way; we join again
            logger.warning("The bus is away; joining again.")
            await asyncio.sleep(1)


async def _receive(hub: "Hub", message: dict[str, Any]) -> None:
    global _last_heartbeat
    is_ours = message["origin"] == hub.name
    if message["type"] == "heartbeat":
        if is_ours:
            _last_heartbeat = time.monotonic()
        elif _neighbours.hear(message["origin"], time.monotonic()):
            await _group_send({"type": "resync", "origin": hub.name})
    elif is_ours:
        return
    elif message["type"] == "resync":
        _tell_to_resync(hub)
    else:
        for people, text in orjson.loads(message["items"]):
            hub.deliver(people, text)


async def _beat_forever(hub: "Hub") -> None:
    """Only a heartbeat that came back after the last trouble shows that the bus carries frames again."""
    global _last_heartbeat
    _last_heartbeat = time.monotonic()
    away_at: float | None = None
    while not _is_ending():
        try:
            await _group_send({"type": "heartbeat", "origin": hub.name})
        except Exception:  # noqa: BLE001  as above
            away_at = time.monotonic()
        await asyncio.sleep(HEARTBEAT_SECONDS)
        now = time.monotonic()
        if now - _last_heartbeat > AWAY_AFTER_SECONDS:
            away_at = now
        elif away_at is not None and _last_heartbeat > away_at:
            _tell_to_resync(hub)
            away_at = None
        if away_at is not None:
            _neighbours.doubt(now)
        _neighbours.look(now)


def _tell_to_resync(hub: "Hub") -> None:
    text = encode({"type": "resync"})
    for connection in hub.connections():
        connection.send_text(text)
