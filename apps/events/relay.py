"""The relay: takes unhandled events in order, partition by partition, and calls their handlers.

A partition is worked by one relay at a time, so the events of a subject keep their order. Each event is handled in a
transaction with a savepoint for each handler: a crash repeats the event, a failing handler is set aside alone.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from apps.events.models import FailedDelivery, OutboxEvent
from apps.events.registry import Event, event_type, handlers_of
from apps.events.services import PARTITIONS

logger = logging.getLogger(__name__)

BATCH = 200
MAX_ATTEMPTS = 8
LOCK_CLASS = 7_265_001
_local_locks = [threading.Lock() for _ in range(PARTITIONS)]


def relay_outbox() -> int:
    """Handles what waits in every partition that nobody else is working on. Returns the number of events handled.

    It looks again until a look finds nothing: an event that arrived while its partition was locked here woke a relay
    that went away empty-handed.
    """
    handled = 0
    while found := sum(_relay_partition(partition) for partition in _waiting_partitions()):
        handled += found
    return handled + retry_failures()


def _waiting_partitions() -> list[int]:
    unhandled = OutboxEvent.objects.filter(handled_at__isnull=True)
    return sorted(unhandled.order_by().values_list("partition", flat=True).distinct())


def _relay_partition(partition: int) -> int:
    with _partition_lock(partition) as locked:
        return _handle_waiting(partition) if locked else 0


def _handle_waiting(partition: int) -> int:
    count = 0
    while True:
        ids = list(
            OutboxEvent.objects.filter(partition=partition, handled_at__isnull=True)
            .order_by("id")
            .values_list("id", flat=True)[:BATCH]
        )
        if not ids:
            return count
        for event_id in ids:
            count += _handle(event_id)


def _handle(event_id: int) -> int:
    with transaction.atomic():
        row = OutboxEvent.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        claimed = row.filter(pk=event_id, handled_at__isnull=True).first()
        if claimed is None:
            return 0
        cls = event_type(claimed.kind)
        if cls is None:
            logger.error("No event type is known for %s; it is kept for a version that knows it.", claimed.kind)
            claimed.handled_at = timezone.now()
            claimed.save(update_fields=["handled_at"])
            FailedDelivery.objects.create(
                event=claimed,
                handler="unknown",
                payload=claimed.payload,
                parked_at=timezone.now(),
                error="unknown kind",
            )
            return 1
        event = cls.load(claimed.payload)
        for name in handlers_of(claimed.kind):
            _deliver(claimed, name, event)
        claimed.handled_at = timezone.now()
        claimed.save(update_fields=["handled_at"])
    return 1


def _deliver(row: OutboxEvent, name: str, event: Event) -> None:
    if _try(name, event) is None:
        return
    for number, part in enumerate(event.parts()):
        error = _try(name, part)
        if error is not None:
            FailedDelivery.objects.get_or_create(
                event=row,
                handler=name,
                part=number,
                defaults={
                    "payload": part.payload(),
                    "error": error,
                    "next_try_at": timezone.now() + timedelta(seconds=1),
                },
            )


def _try(name: str, event: Event) -> str | None:
    """The error's text, or None when the handler succeeded."""
    handler = handlers_of(event.kind).get(name)
    if handler is None:
        return "The handler no longer exists."
    try:
        with transaction.atomic():
            handler(event)
    except Exception as error:  # a handler may fail in any way; the failure is kept, retried and shown
        logger.exception("The handler %s failed on %s.", name, event)
        return f"{type(error).__name__}: {error}"[:2000]
    return None


def retry_failures() -> int:
    """Tries due failures again: after 1, 2, 4 … 64 seconds; the eighth failure parks them."""
    due = FailedDelivery.objects.filter(
        resolved_at__isnull=True, parked_at__isnull=True, next_try_at__lte=timezone.now()
    ).order_by("next_try_at")
    count = 0
    for failure_id in list(due.values_list("id", flat=True)[:BATCH]):
        count += _retry(failure_id)
    return count


def _retry(failure_id: int) -> int:
    now = timezone.now()
    with transaction.atomic():
        claimed = FailedDelivery.objects.filter(pk=failure_id, next_try_at__lte=now, resolved_at__isnull=True).update(
            next_try_at=now + timedelta(minutes=5)
        )
        if not claimed:
            return 0
    failure = FailedDelivery.objects.select_related("event").get(pk=failure_id)
    cls = event_type(failure.event.kind)
    error = "unknown kind" if cls is None else _try(failure.handler, cls.load(failure.payload))
    failure.attempts += 1
    if error is None:
        failure.resolved_at, failure.next_try_at = now, None
    elif failure.attempts >= MAX_ATTEMPTS:
        failure.parked_at, failure.next_try_at, failure.error = now, None, error
    else:
        failure.next_try_at, failure.error = now + timedelta(seconds=2 ** (failure.attempts - 1)), error
    failure.save(update_fields=["attempts", "error", "next_try_at", "parked_at", "resolved_at"])
    return 1


@contextmanager
def _partition_lock(partition: int) -> Iterator[bool]:
    """One relay a partition: an advisory lock where the database has it, a lock of the process in the embedded one."""
    if connection.vendor != "postgresql":
        locked = _local_locks[partition].acquire(blocking=False)
        try:
            yield locked
        finally:
            if locked:
                _local_locks[partition].release()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, partition])
        locked = bool(cursor.fetchone()[0])
    try:
        yield locked
    finally:
        if locked:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_CLASS, partition])
