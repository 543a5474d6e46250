"""The writer of this process: gathers what all its sockets send and commits it in groups.

A thread of its own with its own database connection. What gathers while one commit is under way is the next group;
there is no timer. Two threads, each with half of the conversations, carried a fifth more at the limit, but at 1,000/s
each message took 1.13 times as long and PostgreSQL 1.37 times the CPU. Acks go out after the commit. The queue is
bounded: beyond it senders read `overloaded`.
"""

import logging
import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError, connection

from apps.chat.messages.outgoing import OutgoingMessage, Sent
from apps.chat.reading import pointers
from apps.chat.sending import store_messages
from apps.chat.sending.delivery import Parcel, ack, parcels, reloaded
from apps.chat.sending.sql import may_prepare
from apps.errors import DomainError, Overloaded
from apps.realtime import bus
from apps.realtime.connection import Connection
from apps.realtime.frames import Frame
from apps.realtime.hub import hub
from apps.realtime.listening import RETRY_AFTER_SECONDS, error_frame

logger = logging.getLogger(__name__)

MAX_QUEUED = 5000
MAX_BATCH = 200
GIVE_UP_SECONDS = 8.0


@dataclass(slots=True, frozen=True)
class Envelope:
    """A message on its way, the socket that it came from, and what to repeat in a refusal."""

    message: OutgoingMessage
    source: Connection
    frame: Frame


Result = Sent | DomainError


class Writer:
    """`submit` and `move_pointer` never wait. Both may be called by any thread."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Envelope | pointers.Move | None] = queue.SimpleQueue()
        self._start_lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def submit(self, message: OutgoingMessage, *, source: Connection, frame: Frame) -> None:
        """Raises Overloaded when too much waits; nothing of this message is then stored."""
        if self._queue.qsize() >= MAX_QUEUED:
            raise Overloaded(retry_after=RETRY_AFTER_SECONDS)
        self._queue.put(Envelope(message, source, frame))
        self._ensure_started()

    def move_pointer(self, move: pointers.Move) -> None:
        """A hint that may be lost under load: the client tells its newest pointers again."""
        if self._queue.qsize() < MAX_QUEUED:
            self._queue.put(move)
            self._ensure_started()

    def stop(self, *, seconds: float = 5.0) -> None:
        """Commits what waits, then ends the thread and its connection. The next message starts another."""
        thread = self._thread
        if thread is not None and thread.is_alive():
            self._queue.put(None)
            thread.join(seconds)

    def _ensure_started(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        with self._start_lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="chat-writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        goes_on = True
        while goes_on:
            envelopes, moves, goes_on = self._gathered()
            if envelopes:
                self._commit(envelopes)
            if moves:
                self._move(moves)
        _drop_connection()

    def _gathered(self) -> tuple[list[Envelope], list[pointers.Move], bool]:
        """Waits for work; what is there by then, and whether there may be more."""
        envelopes: list[Envelope] = []
        moves: list[pointers.Move] = []
        item = self._queue.get()
        while True:
            if item is None:
                return envelopes, moves, False
            if isinstance(item, Envelope):
                envelopes.append(item)
            else:
                moves.append(item)
            if len(envelopes) >= MAX_BATCH or len(moves) >= MAX_BATCH:
                return envelopes, moves, True
            try:
                item = self._queue.get_nowait()
            except queue.Empty:
                return envelopes, moves, True

    def _commit(self, envelopes: Sequence[Envelope]) -> None:
        messages = [envelope.message for envelope in envelopes]
        try:
            results = persist(messages)
        except Exception:
            logger.exception("A group of %d messages couldn't be stored.", len(messages))
            results = [Overloaded(retry_after=RETRY_AFTER_SECONDS) for _message in messages]
        made = [parcels(result) if isinstance(result, Sent) and not result.is_repeat else [] for result in results]
        if hub.loop is not None and not hub.loop.is_closed():
            hub.loop.call_soon_threadsafe(_settle, envelopes, results, made)
        bus.publish_many([parcel for group in made for parcel in group])

    def _move(self, moves: Sequence[pointers.Move]) -> None:
        try:
            _prepare_connection()
            pointers.move(moves)
        except Exception:
            logger.exception("Read pointers couldn't be moved.")
            _drop_connection()


def persist(messages: Sequence[OutgoingMessage]) -> list[Result]:
    """Stores a group, trying again while the database is away, for a bounded time; then all are Overloaded.

    A commit whose answer was lost is recognised by its client_ids at the next try.
    """
    deadline = time.monotonic() + GIVE_UP_SECONDS
    pause = 0.05
    is_retry = False
    while True:
        try:
            _prepare_connection()
            results = store_messages(messages)
            return [reloaded(result) if is_retry else result for result in results]
        except (OperationalError, InterfaceError):
            _drop_connection()
            if time.monotonic() + pause > deadline:
                logger.exception("The database is away; %d messages are refused.", len(messages))
                return [Overloaded(retry_after=RETRY_AFTER_SECONDS) for _message in messages]
            is_retry = True
            time.sleep(pause)
            pause = min(pause * 2, 1.0)


PLANS = (
    "SET plan_cache_mode = force_generic_plan;"
    " SET enable_seqscan = off; SET enable_bitmapscan = off;"
    " SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_hashagg = off"
)
"""Each statement is planned once, as what it asks doesn't depend on whose message it is, and by the keys alone: a plan
that was made while a table was small would read it whole for ever, and a group touches a few rows of each."""


def _prepare_connection() -> None:
    if connection.connection is not None:
        return
    connection.ensure_connection()
    if connection.vendor == "postgresql" and may_prepare():
        with connection.cursor() as cursor:
            cursor.execute(PLANS)


def _drop_connection() -> None:
    try:
        connection.close()
    except Exception:  # noqa: BLE001  a connection that is broken may fail to close in any way
        connection.connection = None


def _settle(envelopes: Sequence[Envelope], results: Sequence[Result], made: Sequence[list[Parcel]]) -> None:
    """On the event loop: answers the senders, then delivers. A sending socket gets its ack, not its message again."""
    for envelope, result, group in zip(envelopes, results, made, strict=True):
        source = envelope.source
        if isinstance(result, DomainError):
            source.send(error_frame(result, envelope.frame, source.language))
        elif result.is_repeat:
            source.send(ack(result))
        else:
            (people, text), *others = group
            hub.deliver(people, text)
            for people, text in others:
                hub.deliver(people, text, except_for=source)


writer = Writer()
