"""Wakes the relay without ever making the caller wait for a broker.

A thread of its own sends the wake-up; many pokes while one is on its way are one. A lost wake-up costs only time:
the beat sweeps the outbox.
"""

import logging
import threading
import time

from celery import current_app
from django.conf import settings

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.05
"""Under load one wake-up serves all commits of so long: each costs a round trip to the broker."""

_wanted = threading.Event()
_lock = threading.Lock()
_thread: threading.Thread | None = None


def poke() -> None:
    global _thread
    if not settings.OUTBOX_POKE:
        return
    _wanted.set()
    if _thread is None or not _thread.is_alive():
        with _lock:
            if _thread is None or not _thread.is_alive():
                _thread = threading.Thread(target=_run, name="outbox-poker", daemon=True)
                _thread.start()


def _run() -> None:
    while True:
        _wanted.wait()
        _wanted.clear()
        try:
            current_app.send_task("events.relay", retry=False, expires=30)
        except Exception:  # noqa: BLE001  whatever a broker throws when it is away, the sweep mends it
            logger.warning("The broker is away; the sweep will relay the outbox.")
        time.sleep(PAUSE_SECONDS)
