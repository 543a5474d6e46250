"""The embedded broker: kombu's queues in memory, but who waits for a task is woken instead of looking every now and
then. An idle process sleeps, a wake-up of the relay arrives at once, and workers stop without delay."""

import threading
import time
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, memory
from kombu.transport.virtual.base import Empty

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
    def _put(self, queue: str, message: dict[str, Any], **kwargs: Any) -> None:
        super()._put(queue, message, **kwargs)
        _tell()


class Transport(memory.Transport):
    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None) -> None:
        """Delivers one message; raises `socket.timeout` when none came in `timeout` seconds."""
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            seen = _changes
            try:
                return self.cycle.get(self._deliver)
            except Empty:
                left = None if until is None else until - time.monotonic()
                with _changed:
                    changed = _changed.wait_for(lambda seen=seen: _changes != seen or _closing, left)
                if not changed or _closing:
                    raise TimeoutError from None


TRANSPORT_ALIASES["embedded"] = "config.broker:Transport"
