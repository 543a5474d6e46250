"""Wakes the relay without ever making the caller wait for a broker.

A thread of its own sends the wake-up; many pokes while one is on its way are one, also those of other processes: a
relay that begins to look takes the mark away, and whoever commits after that sends another. A lost wake-up costs only
time: the beat sweeps the outbox.
"""

import logging
import threading
import time

from celery import current_app
from django.conf import settings
from django.core.cache import cache

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.05
"""Under load one wake-up serves all commits of so long: each costs a round trip to the broker."""

ON_ITS_WAY = "events.relay.poked"
GIVEN_UP_SECONDS = 2
"""So long after a wake-up that no relay has taken another one is sent."""

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


def awake() -> None:
    """A relay begins to look: what is committed from now on needs a wake-up of its own."""
    cache.delete(ON_ITS_WAY)


def _run() -> None:
    while True:
        _wanted.wait()
        _wanted.clear()
        try:
            if cache.add(ON_ITS_WAY, True, timeout=GIVEN_UP_SECONDS):
                current_app.send_task("events.relay", retry=False, expires=30)
        except Exception:  # noqa: BLE001  whatever a broker throws when it is away, the sweep mends it
            logger.warning("The broker is away; the sweep will relay the outbox.")
        time.sleep(PAUSE_SECONDS)
