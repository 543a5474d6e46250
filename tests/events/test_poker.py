"""One relay is woken at a time, whoever wakes it, and finds what comes while it works."""

from dataclasses import dataclass

import pytest
from django.core.cache import cache

from apps.events import poker, relay
from apps.events.registry import Event, handles
from apps.events.relay import relay_outbox
from apps.events.services import publish
from config.celery import app

heard: list[Event] = []


@dataclass(frozen=True)
class Late(Event, kind="tests.late"):
    number: int

    @property
    def subject(self) -> str:
        return "late"


@handles(Late)
def hear(event: Late) -> None:
    heard.append(event)


class Enough(Exception):
    """Ends the thread's endless turn."""


@pytest.fixture
def sent(monkeypatch):
    cache.clear()
    sent = []
    monkeypatch.setattr(app, "send_task", lambda name, **_options: sent.append(name))
    return sent


def turn(monkeypatch):
    """Of the thread that sends."""

    def ends(_seconds):
        raise Enough

    monkeypatch.setattr(poker.time, "sleep", ends)
    poker._wanted.set()
    with pytest.raises(Enough):
        poker._run()


def test_one_relay_is_woken_until_it_looks_for_the_last_time(sent, monkeypatch):
    turn(monkeypatch)
    turn(monkeypatch)
    assert sent == ["events.relay"]
    poker.last_look()
    turn(monkeypatch)
    assert sent == ["events.relay"] * 2


@pytest.mark.django_db
def test_a_relay_finds_what_came_before_its_last_look(monkeypatch):
    """Its wake-up was spared, for a relay was at work."""
    heard.clear()
    coming = [Late(number=1)]
    monkeypatch.setattr(relay, "last_look", lambda: publish(*coming) or coming.clear())
    relay_outbox()
    assert heard == [Late(number=1)]


def test_a_relay_that_is_long_at_work_gets_company(sent, monkeypatch):
    monkeypatch.setattr(poker, "ALONE_SECONDS", 0)
    turn(monkeypatch)
    turn(monkeypatch)
    assert sent == ["events.relay"] * 2
