"""One wake-up is on its way at a time, whoever sends it; a relay that begins to look makes room for the next."""

import pytest
from django.core.cache import cache

from apps.events import poker, tasks
from config.celery import app


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


def test_a_second_wake_up_waits_until_a_relay_has_begun_to_look(sent, monkeypatch):
    turn(monkeypatch)
    turn(monkeypatch)
    assert sent == ["events.relay"]
    monkeypatch.setattr(tasks, "relay_outbox", lambda: turn(monkeypatch))
    tasks.relay()
    assert sent == ["events.relay"] * 2


def test_one_that_no_relay_takes_is_sent_again(sent, monkeypatch):
    monkeypatch.setattr(poker, "GIVEN_UP_SECONDS", 0)
    turn(monkeypatch)
    turn(monkeypatch)
    assert sent == ["events.relay"] * 2
