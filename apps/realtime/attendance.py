"""Who came and who went: those who watch for it are told of all at once who did so in the same moment."""

import asyncio
import logging
from collections.abc import Iterable

from apps.realtime import registry

logger = logging.getLogger(__name__)

_came: set[int] = set()
_went: set[int] = set()
_task: asyncio.Task[None] | None = None


def came(user_id: int) -> None:
    """Their first socket in this process is open. Never waits."""
    _went.discard(user_id)
    _came.add(user_id)
    _ensure_told()


def went(user_id: int) -> None:
    """Their last socket in this process has closed. Who was here for a moment has come and gone, in this order."""
    _went.add(user_id)
    _ensure_told()


def _ensure_told() -> None:
    global _task
    loop = asyncio.get_running_loop()
    if _task is None or _task.done() or _task.get_loop() is not loop:
        _task = loop.create_task(_tell_all())


async def _tell_all() -> None:
    while _came or _went:
        here, gone = sorted(_came), sorted(_went)
        _came.clear()
        _went.clear()
        await _tell(registry.arrivals, here)
        await _tell(registry.departures, gone)


async def _tell(watchers: Iterable[registry.Watcher], user_ids: list[int]) -> None:
    for watcher in watchers if user_ids else ():
        try:
            await watcher(user_ids)
        except Exception:
            logger.exception("A watcher of arrivals and departures failed.")
