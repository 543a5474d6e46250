"""Publishing: a row in the transaction of the deed, and a wake-up for the relay after its commit."""

import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from apps.events.models import OutboxEvent, Slot
from apps.events.poker import poke
from apps.events.registry import Event

PARTITIONS = 16
LIFE = "healthz"
"""The job under which the row stands that `note_life` writes."""


def partition_of(subject: str) -> int:
    """Which of the relay's partitions keeps the order of this subject, 0 to 15."""
    return zlib.crc32(subject.encode()) % PARTITIONS


def row_of(event: Event) -> dict[str, Any]:
    """An event as a row of the outbox: for `publish`, and for who writes such rows with its own SQL."""
    subject = event.subject
    return {"kind": event.kind, "subject": subject, "partition": partition_of(subject), "payload": event.payload()}


def publish(*events: Event) -> None:
    """Writes the events to the outbox. Call it inside the transaction that makes them true."""
    publish_many(events)


def publish_many(events: Iterable[Event]) -> None:
    OutboxEvent.objects.bulk_create(OutboxEvent(**row_of(event)) for event in events)
    transaction.on_commit(poke)


def wake_relay() -> None:
    """For who writes outbox rows itself: call it after the commit."""
    poke()


def note_life(*, now: datetime) -> None:
    """One row that says when this was last called: whether the database takes a write is known by trying."""
    if not Slot.objects.filter(job=LIFE).update(number=int(now.timestamp()), claimed_at=now):
        Slot.objects.bulk_create([Slot(job=LIFE, number=int(now.timestamp()))], ignore_conflicts=True)


def claim_slot(*, job: str, period_seconds: int, now: datetime) -> bool:
    """True for exactly one caller per job and period, however many schedulers, workers and redeliveries there are."""
    try:
        with transaction.atomic():
            Slot.objects.create(job=job, number=int(now.timestamp()) // period_seconds)
    except IntegrityError:
        return False
    return True
