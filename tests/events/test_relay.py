"""The outbox: nothing published is lost, nothing that fails holds up the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from apps.events import registry, relay, tasks
from apps.events.models import FailedDelivery, OutboxEvent
from apps.events.registry import Event, handles
from apps.events.relay import relay_outbox, retry_delivery, retry_failures
from apps.events.services import claim_slot, publish

seen: list[tuple[str, int]] = []
broken: set[int] = set()


@dataclass(frozen=True)
class Counted(Event, kind="tests.counted"):
    joins = True
    numbers: tuple[int, ...]

    @property
    def subject(self) -> str:
        return "numbers"

    def parts(self) -> list["Counted"]:
        return [Counted(numbers=(number,)) for number in self.numbers]

    @classmethod
    def joined(cls, events: Sequence["Counted"]) -> "Counted":
        return cls(numbers=tuple(number for event in events for number in event.numbers))


@handles(Counted)
def good(event: Counted) -> None:
    seen.extend(("good", number) for number in event.numbers)


@handles(Counted)
def sometimes_fails(event: Counted) -> None:
    if broken & set(event.numbers):
        raise ValueError("broken")
    seen.extend(("fragile", number) for number in event.numbers)


@pytest.fixture(autouse=True)
def _clean(db: None) -> None:
    seen.clear()
    broken.clear()


def test_it_handles_in_order(drain):
    for number in range(5):
        publish(Counted(numbers=(number,)))
    drain()
    assert [number for handler, number in seen if handler == "good"] == [0, 1, 2, 3, 4]
    assert not OutboxEvent.objects.filter(handled_at=None).exists()


def test_what_waits_behind_each_other_is_heard_as_one(drain, django_assert_max_num_queries):
    for number in range(20):
        publish(Counted(numbers=(number,)))
    with django_assert_max_num_queries(15):
        drain()
    assert seen == [(handler, number) for handler in ("good", "fragile") for number in range(20)]
    assert not OutboxEvent.objects.filter(handled_at=None).exists()


def test_when_one_of_them_fails_the_others_are_still_handled_in_order(drain):
    broken.add(2)
    for number in range(5):
        publish(Counted(numbers=(number,)))
    drain()
    assert [number for handler, number in seen if handler == "fragile"] == [0, 1, 3, 4]
    assert FailedDelivery.objects.get().payload == {"numbers": [2]}


def test_a_relay_with_a_backlog_ends_its_shift_and_calls_for_the_next(monkeypatch):
    poked = []
    monkeypatch.setattr(relay, "SHIFT_SECONDS", -1)
    monkeypatch.setattr(relay, "poke", lambda: poked.append(True))
    for number in range(5):
        publish(Counted(numbers=(number,)))
    relay_outbox()
    assert poked == [True]


@pytest.mark.django_db(transaction=True)
def test_what_takes_long_at_first_happens_before_anything_is_written(drain, monkeypatch):
    was_writing = []
    monkeypatch.setitem(registry._preparations, Counted.kind, [lambda: was_writing.append(connection.in_atomic_block)])
    for number in range(2):
        publish(Counted(numbers=(number,)))
    drain()
    assert was_writing
    assert not any(was_writing)


def test_a_rolled_back_deed_is_never_heard_of(drain):
    with transaction.atomic():
        publish(Counted(numbers=(1,)))
        transaction.set_rollback(True)
    drain()
    assert seen == []


def test_of_a_failing_batch_only_the_broken_part_is_set_aside(drain):
    broken.add(2)
    publish(Counted(numbers=(1, 2, 3)))
    drain()
    assert seen == [("good", 1), ("good", 2), ("good", 3), ("fragile", 1), ("fragile", 3)]
    assert FailedDelivery.objects.get().payload == {"numbers": [2]}


def test_a_handler_that_always_fails_is_parked_and_can_be_retried():
    event = OutboxEvent.objects.create(kind="tests.counted", subject="numbers", partition=0, payload={"numbers": [2]})
    failure = FailedDelivery.objects.create(
        event=event,
        handler="tests.events.test_relay.sometimes_fails",
        payload={"numbers": [2]},
        next_try_at=timezone.now(),
    )
    broken.add(2)
    for _try in range(10):
        FailedDelivery.objects.filter(parked_at=None).update(next_try_at=timezone.now())
        retry_failures()
    failure.refresh_from_db()
    assert failure.parked_at
    assert failure.attempts == 8
    broken.clear()
    assert retry_delivery(failure=failure, now=timezone.now()) is None
    failure.refresh_from_db()
    assert failure.resolved_at
    assert seen == [("fragile", 2)]


def test_a_failure_finds_its_handler_where_it_has_moved_to():
    event = OutboxEvent.objects.create(kind="tests.counted", subject="numbers", partition=0, payload={"numbers": [2]})
    moved = FailedDelivery.objects.create(
        event=event, handler="tests.elsewhere.sometimes_fails", payload={"numbers": [2]}
    )
    gone = FailedDelivery.objects.create(event=event, handler="tests.elsewhere.gone", part=1, payload={"numbers": [2]})
    assert retry_delivery(failure=moved, now=timezone.now()) is None
    assert seen == [("fragile", 2)]
    assert retry_delivery(failure=gone, now=timezone.now()) == "The handler no longer exists."


def test_failures_are_retried_while_new_events_keep_coming(monkeypatch, drain):
    """As under load, where every look of the relay finds something new."""
    broken.add(2)
    publish(Counted(numbers=(2,)))
    drain()
    broken.clear()
    FailedDelivery.objects.update(next_try_at=timezone.now())
    publish(Counted(numbers=(3,)))

    def good_again(event: Counted) -> None:
        if FailedDelivery.objects.filter(resolved_at=None).exists():
            assert event.numbers[0] < 50, "fifty looks, and the failure still waits"
            publish(Counted(numbers=(event.numbers[0] + 1,)))

    monkeypatch.setitem(registry._handlers[Counted.kind], "tests.follows", good_again)
    relay_outbox()
    assert FailedDelivery.objects.get().resolved_at


def test_a_slot_is_claimed_once():
    now = timezone.now()
    assert claim_slot(job="digest", period_seconds=60, now=now)
    assert not claim_slot(job="digest", period_seconds=60, now=now)


def test_what_was_handled_long_ago_is_forgotten_a_bounded_number_at_a_time(monkeypatch):
    monkeypatch.setattr(tasks, "FORGET_AT_ONCE", 10)
    now, long_ago = timezone.now(), timezone.now() - timedelta(days=15)
    rows = [
        OutboxEvent(kind="tests.counted", subject="numbers", partition=0, payload={"numbers": [n]}, handled_at=long_ago)
        for n in range(30)
    ]
    rows += [OutboxEvent(kind="tests.counted", subject="numbers", partition=0, payload={}, handled_at=now)]
    rows = OutboxEvent.objects.bulk_create(rows)
    resolved, parked = rows[:2]
    FailedDelivery.objects.create(event=resolved, handler="gone", payload={}, resolved_at=long_ago)
    FailedDelivery.objects.create(event=parked, handler="gone", payload={}, parked_at=long_ago)
    deleted: list[int] = []

    def note(execute, statement, parameters, many, context):
        if statement.startswith("DELETE"):
            deleted.append(len(parameters))
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(note):
        tasks.tidy()
    assert set(OutboxEvent.objects.values_list("pk", flat=True)) == {parked.pk, rows[-1].pk}
    assert max(deleted) <= 10
