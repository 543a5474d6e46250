"""The relay: takes unhandled events in order, partition by partition, and calls their handlers.

A partition is worked by one relay at a time, so the events of a subject keep their order. Each event is handled in a
transaction with a savepoint for each handler: a crash repeats the event, a failing handler is set aside alone. What
fails only at the commit (a deferred constraint) is found by giving each handler a transaction of its own. Events that
wait behind or beside each other and can be heard as one (messages) are, as long as nothing fails.

SQLite has one writer at a time, and whoever sends a message waits for it. There each handler has a transaction of its
own from the start; a crash repeats those that were done, which is harmless to every handler.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from apps.events.models import FailedDelivery, OutboxEvent
from apps.events.poker import last_look, poke
from apps.events.registry import Event, event_type, handler_named, handlers_of, prepare
from apps.events.services import PARTITIONS

logger = logging.getLogger(__name__)

BATCH = 40
MOST_TOGETHER = 200
"""Messages, or what else several events hold, that are handled as one: whoever sends in the same conversations waits
for their rows."""
SHIFT_SECONDS = 3.0
MAX_ATTEMPTS = 8
LEASE = timedelta(minutes=5)
"""A try that died is repeated after so long."""
LOCK_CLASS = 7_265_001
EVERY_HANDLER = "unknown"
"""Stands for the handler of an event that couldn't be read."""

Queue = deque[tuple[int, str]]
"""Id and kind of what waits in a partition."""

_local_locks = [threading.Lock() for _ in range(PARTITIONS)]


class Unreadable(Exception):
    """This version has no such event, or one of another shape."""


def relay_outbox() -> int:
    """Handles what waits in every partition that nobody else is working on, and failures whose time has come. Returns
    the number of events and failures handled.

    It looks again until a look finds nothing, and once more after it has said that it looks for the last time: what
    was committed before that woke nobody else. After `SHIFT_SECONDS` it leaves the rest to the next call, so that a
    process with a backlog still hears that it is to stop.
    """
    handled = 0
    until = time.monotonic() + SHIFT_SECONDS
    while found := _look(until) or _look_for_the_last_time(until):
        handled += found
        if time.monotonic() > until:
            last_look()
            poke()
            break
    return handled


def _look(until: float) -> int:
    return _relay_all(until) + retry_failures()


def _look_for_the_last_time(until: float) -> int:
    last_look()
    return _relay_all(until)


def _relay_all(until: float) -> int:
    return sum(_relay_partitions(share, until) for share in _shares())


def _shares() -> list[list[int]]:
    """The partitions in which something waits, in groups that have a batch between them: what waits in several can be
    heard as one, and where much waits each relay takes a part of it."""
    unhandled = OutboxEvent.objects.filter(handled_at__isnull=True)
    waiting = unhandled.order_by("partition").values_list("partition").annotate(Count("id"))
    shares: list[list[int]] = []
    size = BATCH
    for partition, count in waiting:
        if size >= BATCH:
            shares.append([])
            size = 0
        shares[-1].append(partition)
        size += count
    return shares


def _relay_partitions(partitions: list[int], until: float) -> int:
    """Of what waits in these partitions the oldest, a bounded number: no busy subject keeps the others waiting."""
    with _partition_locks(partitions) as locked:
        waiting = OutboxEvent.objects.filter(partition__in=locked, handled_at__isnull=True).order_by("id")
        queues: dict[int, Queue] = {partition: deque() for partition in locked}
        for partition, event_id, kind in waiting.values_list("partition", "id", "kind")[:BATCH] if locked else ():
            queues[partition].append((event_id, kind))
        return _handle_waiting(list(queues.values()), until)


def _handle_waiting(queues: list[Queue], until: float) -> int:
    count = 0
    while queues := [queue for queue in queues if queue]:
        if count and time.monotonic() > until:
            return count
        _event_id, kind = queues[0][0]
        prepare(kind)
        joins = _may_join(kind)
        runs = [(queue, _run_of(kind, queue)) for queue in (queues if joins else queues[:1])]
        ids = [event_id for _queue, run in runs for event_id in run]
        if joins and len(ids) > 1 and (together := _handle_together(kind, ids)):
            count += len(together)
            for queue in queues:
                while queue and queue[0][0] in together:
                    queue.popleft()
            continue
        for queue, run in runs:
            for event_id in run:
                if count and time.monotonic() > until:
                    return count
                if not _handle(event_id):
                    # Another relay is in this partition after all, and to overtake it would break the order.
                    queue.clear()
                    break
                queue.popleft()
                count += 1
    return count


def _run_of(kind: str, queue: Queue) -> list[int]:
    """The ids of the events of this kind that the queue begins with."""
    return [event_id for event_id, _kind in takewhile(lambda waiting: waiting[1] == kind, queue)]


def _may_join(kind: str) -> bool:
    cls = event_type(kind)
    return cls is not None and cls.joins


def _handle_together(kind: str, ids: list[int]) -> set[int]:
    """Handles the first of them, as many as are soon done, as one event; which these were. None when anything is in
    the way: then each is to be handled by itself."""
    try:
        with _transaction_of_event():
            waiting = {row.pk: row for row in _unhandled(ids)}
            if len(waiting) != len(ids):
                return set()
            events: dict[int, Event] = {}
            size = 0
            for event_id in ids:
                event = _load(kind, waiting[event_id].payload)
                size += len(event.parts())
                if len(events) > 1 and size > MOST_TOGETHER:
                    break
                events[event_id] = event
            joined = type(event).joined(list(events.values()))
            for handler in handlers_of(kind).values():
                with _transaction_of_handler():
                    handler(joined)
            OutboxEvent.objects.filter(pk__in=events).update(handled_at=timezone.now())
    except Exception:  # a handler may fail in any way; then the events come one by one
        logger.info("%d %s events: each is handled by itself.", len(ids), kind, exc_info=True)
        return set()
    return set(events)


def _handle(event_id: int) -> bool:
    """False when somebody else has the event."""
    try:
        with _transaction_of_event():
            claimed = _unhandled([event_id]).first()
            if claimed is not None:
                _deliver_to_all(claimed)
    except Exception:  # a commit refused for what one handler wrote, or something that was to follow it
        logger.exception("Event %s failed as a whole; each of its handlers gets a transaction of its own.", event_id)
        left = OutboxEvent.objects.filter(pk=event_id, handled_at__isnull=True).first()
        if left is not None:
            _deliver_to_all(left)
        return True
    return claimed is not None


def _transaction_of_event() -> AbstractContextManager[None]:
    return transaction.atomic() if connection.features.has_select_for_update else nullcontext()


def _transaction_of_handler() -> AbstractContextManager[None]:
    """For a handler whose failure fails the event: within the event's transaction it needs no savepoint."""
    return nullcontext() if connection.features.has_select_for_update else transaction.atomic()


def _unhandled(ids: list[int]) -> QuerySet[OutboxEvent]:
    rows = OutboxEvent.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
    return rows.filter(pk__in=ids, handled_at__isnull=True).order_by("id")


def _deliver_to_all(row: OutboxEvent) -> None:
    try:
        event = _load(row.kind, row.payload)
    except Unreadable as error:
        logger.error("Event %s is kept for a version that can read it: %s", row.pk, error)
        _set_aside(row, EVERY_HANDLER, 0, row.payload, str(error), parked_at=timezone.now())
    else:
        for name in handlers_of(row.kind):
            _deliver(row, name, event)
    row.handled_at = timezone.now()
    row.save(update_fields=["handled_at"])


def _load(kind: str, payload: dict[str, Any]) -> Event:
    cls = event_type(kind)
    if cls is None:
        raise Unreadable(f"No event type is known for {kind}.")
    try:
        return cls.load(payload)
    except Exception as error:  # whatever an event class of another version makes of this payload
        raise Unreadable(_told(error)) from error


def _deliver(row: OutboxEvent, name: str, event: Event) -> None:
    error = _try(name, event)
    if error is None:
        return
    try:
        parts = event.parts()
    except Exception:  # a payload that its own class can't take apart is set aside whole
        logger.exception("Event %s can't be taken apart.", row.pk)
        _set_aside(row, name, 0, event.payload(), error, next_try_at=timezone.now() + timedelta(seconds=1))
        return
    for number, part in enumerate(parts):
        error = _try(name, part)
        if error is not None:
            _set_aside(row, name, number, part.payload(), error, next_try_at=timezone.now() + timedelta(seconds=1))


def _set_aside(row: OutboxEvent, name: str, part: int, payload: dict[str, Any], error: str, **times: datetime) -> None:
    defaults = {"payload": payload, "error": error, **times}
    FailedDelivery.objects.get_or_create(event=row, handler=name, part=part, defaults=defaults)


def _try(name: str, event: Event) -> str | None:
    """The error's text, or None when the handler succeeded."""
    handler = handler_named(event.kind, name)
    if handler is None:
        return "The handler no longer exists."
    try:
        with transaction.atomic():
            handler(event)
    except Exception as error:  # a handler may fail in any way; the failure is kept, retried and shown
        logger.exception("The handler %s failed on %s.", name, event)
        return _told(error)
    return None


def _told(error: Exception) -> str:
    """For an operator to read; as text that every database stores."""
    text = f"{type(error).__name__}: {error}"[:2000]
    return text.replace("\x00", "�").encode("utf-8", "replace").decode()


def retry_failures() -> int:
    """Tries due failures again: after 1, 2, 4 … 64 seconds; the eighth failure parks them."""
    due = FailedDelivery.objects.filter(
        resolved_at__isnull=True, parked_at__isnull=True, next_try_at__lte=timezone.now()
    ).order_by("next_try_at")
    count = 0
    for failure_id in list(due.values_list("id", flat=True)[:BATCH]):
        _retry(failure_id, now=timezone.now())
        count += 1
    return count


def retry_delivery(*, failure: FailedDelivery, now: datetime) -> str | None:
    """Tries a parked or waiting delivery at once, with all its tries ahead of it again. The error, or None when it
    succeeded."""
    waiting = FailedDelivery.objects.filter(pk=failure.pk, resolved_at__isnull=True)
    if not waiting.update(parked_at=None, attempts=0, next_try_at=now + LEASE):
        return None
    return _try_again(failure.pk, now=now)


def retry_soon(*, failures: Sequence[FailedDelivery], now: datetime) -> int:
    """Has the relay try these with all their tries ahead of them again; how many wait now."""
    waiting = FailedDelivery.objects.filter(pk__in=[failure.pk for failure in failures], resolved_at__isnull=True)
    return waiting.update(parked_at=None, attempts=0, next_try_at=now)


def _retry(failure_id: int, *, now: datetime) -> None:
    due = FailedDelivery.objects.filter(pk=failure_id, next_try_at__lte=now, resolved_at__isnull=True)
    if due.update(next_try_at=now + LEASE):
        _try_again(failure_id, now=now)


def _try_again(failure_id: int, *, now: datetime) -> str | None:
    failure = FailedDelivery.objects.select_related("event").get(pk=failure_id)
    error = _redeliver(failure)
    failure.attempts += 1
    if error is None:
        failure.resolved_at, failure.next_try_at = now, None
    elif failure.attempts >= MAX_ATTEMPTS:
        failure.parked_at, failure.next_try_at, failure.error = now, None, error
    else:
        failure.next_try_at, failure.error = now + timedelta(seconds=2 ** (failure.attempts - 1)), error
    failure.save(update_fields=["attempts", "error", "next_try_at", "parked_at", "resolved_at"])
    return error


def _redeliver(failure: FailedDelivery) -> str | None:
    """To the handler that failed; an event that couldn't be read, to all of them."""
    try:
        event = _load(failure.event.kind, failure.payload)
    except Unreadable as error:
        return str(error)
    if failure.handler != EVERY_HANDLER:
        return _try(failure.handler, event)
    for name in handlers_of(event.kind):
        _deliver(failure.event, name, event)
    return None


@contextmanager
def _partition_locks(partitions: list[int]) -> Iterator[list[int]]:
    """One relay a partition: an advisory lock where the database has it, a lock of the process in the embedded one.
    Yields those of these partitions that nobody else is working on."""
    if connection.vendor != "postgresql":
        locked = [partition for partition in partitions if _local_locks[partition].acquire(blocking=False)]
        try:
            yield locked
        finally:
            for partition in locked:
                _local_locks[partition].release()
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT partition FROM unnest(%s::int[]) AS partition WHERE pg_try_advisory_lock(%s, partition)",
            [partitions, LOCK_CLASS],
        )
        locked = [partition for (partition,) in cursor.fetchall()]
    try:
        yield locked
    finally:
        if locked:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_advisory_unlock(%s, partition) FROM unnest(%s::int[]) AS partition", [LOCK_CLASS, locked]
                )
