"""Wakes the relay without ever making the caller wait for a broker.

A thread of its own sends the wake-up. Many are one, also those of other processes: while a relay is on its way or at
work it finds by itself what is committed meanwhile, all of it together, which costs less than many relays that find one
event each. Before its last look it takes the mark away; whoever commits after that sends another. A relay that is long
at work gets company each second. A lost wake-up costs only time: the beat sweeps the outbox.
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

AT_WORK = "events.relay.at_work"
ALONE_SECONDS = 1
"""So long after a wake-up the next one is sent all the same."""

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


def last_look() -> None:
    """A relay is about to look for the last time: what is committed from now on needs a wake-up of its own."""
    cache.delete(AT_WORK)


def _run() -> None:
    while True:
        _wanted.wait()
        _wanted.clear()
        try:
            if cache.add(AT_WORK, True, timeout=ALONE_SECONDS):
                current_app.send_task("events.relay", retry=False, expires=30)
        except Exception:  # noqa: BLE001  whatever a broker throws when it is away, the sweep mends it
            logger.warning("The broker is away; the sweep will relay the outbox.")
        time.sleep(PAUSE_SECONDS)
