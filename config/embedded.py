"""The embedded product: the web server, three Celery workers and the beat in threads of one process."""

import logging
import socket
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import uvicorn
from celery.beat import Service
from celery.bootsteps import StartStopStep
from celery.worker import WorkController, state
from celery.worker.consumer import Tasks
from django.db import connections
from django_celery_beat.schedulers import DatabaseScheduler

from apps.events.registry import prepare_all
from config.celery import app
from config.server import OPTIONS

logger = logging.getLogger(__name__)

# The relay is never behind a slow task, and no task behind LibreOffice.
QUEUES = ("relay", "drawing", app.conf.task_default_queue)
BEAT_LOOKS_EVERY_SECONDS = 1
RESTART_AFTER_SECONDS = 1.0
PREPARE_AFTER_SECONDS = 15.0


class Background:
    """Worker and beat threads. What ends by itself, as a worker does that has lost its broker, is started again."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._beat: Service | None = None
        # Made before any thread runs: Celery imports much when it is first used, and threads that import the same
        # modules at once may lock each other out.
        workers = {queue: _worker(queue) for queue in QUEUES}
        _ = app.amqp.send_task_message, app.events
        runs: list[tuple[str, Callable[[], None]]] = [("beat", self._run_beat)]
        runs += [(f"worker-{queue}", partial(self._run_worker, queue, workers)) for queue in QUEUES]
        self._threads = [threading.Thread(target=self._keep, args=(run,), name=name, daemon=True) for name, run in runs]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def ask_to_stop(self) -> None:
        """Returns at once. Tasks that run are finished, nothing new is begun."""
        self._stopping.set()
        state.should_stop = 0  # type: ignore[assignment]  # an exit code once it is set
        if self._beat is not None:
            self._beat.stop()

    def wait(self, *, seconds: float) -> None:
        """Waits until all have stopped, for at most so long; the outbox keeps what wasn't finished."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _keep(self, run: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            try:
                run()
            except Exception:  # whatever ended it, the product needs it running
                logger.exception("%s ended; it is started again.", threading.current_thread().name)
            finally:
                connections.close_all()
            self._stopping.wait(RESTART_AFTER_SECONDS)

    def _run_worker(self, queue: str, made: dict[str, WorkController]) -> None:
        (made.pop(queue, None) or _worker(queue)).start()

    def _run_beat(self) -> None:
        self._beat = Service(app, max_interval=BEAT_LOOKS_EVERY_SECONDS, scheduler_cls=DatabaseScheduler)
        self._beat.start()


class OnlyItsQueue(StartStopStep):
    """Celery keeps the choice of queues per application, not per worker: all choose all, then each drops the others'
    before it begins to consume."""

    requires = (Tasks,)

    def start(self, parent: Any) -> None:
        own, _at, _host = parent.hostname.partition("@")
        for queue in set(QUEUES) - {own}:
            parent.task_consumer.cancel_by_queue(queue)


app.steps["consumer"].add(OnlyItsQueue)


def _worker(queue: str) -> WorkController:
    return WorkController(
        app=app,
        hostname=f"{queue}@embedded",
        pool_cls="solo",
        concurrency=1,
        queues=list(QUEUES),
        # The blocking loop looks for the stop by itself and needs no signals.
        use_eventloop=False,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )


class Server(uvicorn.Server):
    """Lets the threads stop while open requests and sockets end."""

    def __init__(self, config: uvicorn.Config, background: Background) -> None:
        super().__init__(config)
        self._background = background
        self._preparing: threading.Timer | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # Whoever earns the first award shall not wait for the language model; those whom a restart sent away, and who
        # all come back in this moment, come first.
        self._preparing = threading.Timer(PREPARE_AFTER_SECONDS, prepare_all)
        self._preparing.daemon = True
        self._preparing.start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._background.ask_to_stop()
        if self._preparing is not None:
            self._preparing.cancel()
        await super().shutdown(sockets)


def serve(listener: socket.socket) -> None:
    """Serves on a bound socket until SIGINT or SIGTERM; returns once everything has stopped, within ten seconds."""
    config = uvicorn.Config("config.asgi:application", log_config=None, proxy_headers=False, **OPTIONS)
    config.load()
    background = Background()
    server = Server(config, background)
    background.start()
    try:
        server.run(sockets=[listener])
    finally:
        background.ask_to_stop()
        background.wait(seconds=4)
