"""An event that no handler can take holds up nothing, and is delivered once a version comes that can."""

import logging
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.models import Participant
from apps.events import registry
from apps.events.models import FailedDelivery, OutboxEvent
from apps.events.registry import Event, handles
from apps.events.relay import relay_outbox, retry_delivery

arrived: list[int] = []


@dataclass(frozen=True)
class Measured(Event, kind="tests.measured"):
    number: int

    @property
    def subject(self) -> str:
        return "measures"


@handles(Measured)
def note(event: Measured) -> None:
    arrived.append(event.number)


@pytest.fixture(autouse=True)
def _nothing_arrived() -> None:
    arrived.clear()


def store(kind: str = Measured.kind, **payload: object) -> OutboxEvent:
    return OutboxEvent.objects.create(kind=kind, subject="measures", partition=3, payload=payload)


def relay_and_count() -> int:
    """How many events wait after the relay has been there."""
    relay_outbox()
    return OutboxEvent.objects.filter(handled_at=None).count()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [Measured.kind, "tests.of_another_version"])
def test_an_event_that_cannot_be_read_is_parked_and_the_next_ones_are_handled(kind: str):
    store(kind, some_other_field=1)
    store(number=2)
    assert relay_and_count() == 0
    assert arrived == [2]
    assert FailedDelivery.objects.get().parked_at


@pytest.mark.django_db
def test_a_version_that_can_read_it_delivers_it_to_every_handler(monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as older:
        older.delitem(registry._events, Measured.kind)
        store(number=1)
        assert relay_and_count() == 0
        failure = FailedDelivery.objects.get()
        assert "tests.measured" in retry_delivery(failure=failure, now=timezone.now())
    assert retry_delivery(failure=failure, now=timezone.now()) is None
    assert arrived == [1]
    failure.refresh_from_db()
    assert failure.resolved_at


@pytest.mark.django_db
def test_a_failure_that_cannot_be_read_is_parked_after_eight_tries_and_holds_up_no_other():
    for payload in ({"some_other_field": 1}, {"number": 2}):
        FailedDelivery.objects.create(
            event=store(**payload), handler="tests.events.test_poison.note", payload=payload, next_try_at=timezone.now()
        )
    OutboxEvent.objects.update(handled_at=timezone.now())
    for _try in range(8):
        relay_outbox()
        FailedDelivery.objects.filter(parked_at=None, resolved_at=None).update(next_try_at=timezone.now())
    unreadable, readable = FailedDelivery.objects.order_by("pk")
    assert unreadable.parked_at
    assert readable.resolved_at
    assert arrived == [2]


@pytest.mark.django_db
def test_a_batch_that_cannot_be_taken_apart_is_set_aside_whole(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.CRITICAL, "apps.events.relay")  # no report could carry that text

    def refuse(event: Measured) -> None:
        raise ValueError(f"{event.number}\x00\ud800")

    monkeypatch.setitem(registry._handlers[Measured.kind], "tests.refuses", refuse)
    monkeypatch.setattr(Measured, "parts", lambda event: event.number.nothing)
    store(number=1)
    assert relay_and_count() == 0
    assert arrived == [1]
    assert FailedDelivery.objects.get().payload == {"number": 1}


@pytest.mark.django_db(transaction=True)
def test_what_is_refused_at_the_commit_is_set_aside_alone(ana: User, monkeypatch: pytest.MonkeyPatch):
    """Foreign keys are checked at the commit, when every handler has long returned."""

    def sits_down_in_no_conversation(event: Measured) -> None:
        if event.number == 1:
            Participant.objects.create(conversation_id=uuid4().int % 2**31, user=ana, role="candidate")

    monkeypatch.setitem(registry._handlers[Measured.kind], "tests.sits_down", sits_down_in_no_conversation)
    store(number=1)
    store(number=2)
    assert relay_and_count() == 0
    assert set(arrived) == {1, 2}
    assert FailedDelivery.objects.get().handler == "tests.sits_down"
    assert not Participant.objects.exists()
