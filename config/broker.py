"""The embedded broker: kombu's queues in memory, but who waits for a task is woken instead of looking every now and
then. An idle process sleeps, a wake-up of the relay arrives at once, and workers stop without delay."""

import threading
import time
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, memory

_changed = threading.Condition()
_changes = 0
_closing = False


def _tell() -> None:
    global _changes
    with _changed:
        _changes += 1
        _changed.notify_all()


def close() -> None:
    """Nobody waits any longer: workers come back from their wait at once and see that they shall stop."""
    global _closing
    _closing = True
    _tell()


class Channel(memory.Channel):
    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:
        super()._put(queue, message, **kwargs)
        _tell()


class Transport(memory.Transport):
    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None, **kwargs: Any) -> None:
        """Delivers one message; raises `TimeoutError` when none came in `timeout` seconds."""
        assert self.cycle is not None
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            seen = _changes
            try:
                self.cycle.get(self._deliver)
                return
            except Empty:
                left = None if until is None else until - time.monotonic()
            if not _await_change(seen, left):
                raise TimeoutError


def _await_change(seen: int, seconds: float | None) -> bool:
    with _changed:
        return _changed.wait_for(lambda: _changes != seen or _closing, seconds) and not _closing


TRANSPORT_ALIASES["embedded"] = "config.broker:Transport"
