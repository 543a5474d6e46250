"""Fixtures that every test may use."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker

from apps.accounts.models import User
from apps.chat.safety import limits
from apps.events.relay import relay_outbox
from apps.feedback.topics.known import known_meanings
from apps.realtime import registry
from config import demo, urls
from tests.people import CandidateFactory, RecruiterFactory

pytest_plugins = [
    "tests.skips",
    "tests.database",
    "tests.snapshots",
    "tests.running",
    "tests.browsing",
    "tests.tiers",
    "tests.costs",
    "tests.described",
]


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """A request leaves its language active in the thread; the next test must not read it."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def _unhurried() -> None:
    """Paces are kept in the process by people's ids, which come again with the next test."""
    for pace in (*registry.paces.values(), limits.changes_pace):
        pace.forget()


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    """So are tickets' meanings."""
    known_meanings.clear()


@pytest.fixture
def ana(db: None) -> User:
    return CandidateFactory(name="Ana", email="ana@rapport.example")


@pytest.fixture
def ben(db: None) -> User:
    return RecruiterFactory(name="Ben", email="ben@rapport.example", company__name="Harbour Labs")


@pytest.fixture
def olga(db: None) -> User:
    return RecruiterFactory(name="Olga", email="olga@rapport.example", company__name="Elsewhere Ltd")


@pytest.fixture
def sign_in():
    """`sign_in(ana)` gives a client that is signed in as her."""

    def client_of(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def plain_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal's page takes three quarters of what a walk over all routes costs, and others look at it."""
    for status in (403, 404):

        def refuse(request: HttpRequest, exception: Exception, *, status: int = status) -> HttpResponse:
            return HttpResponse(status=status)

        monkeypatch.setattr(urls, f"handler{status}", refuse, raising=False)


@pytest.fixture
def drain():
    """`drain()` handles the outbox until nothing waits, as the relay does in the background."""

    def run() -> None:
        while relay_outbox():
            pass

    return run


@pytest.fixture(scope="module")
def demo_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """The demo, loaded once for a file's tests, each of which leaves it as it was: they run inside its transaction."""
    with django_db_blocker.unblock():
        loading = transaction.atomic()
        # For code that insists on the outermost transaction, as in Django's own test cases.
        loading._from_testcase = True
        loading.__enter__()
        facts = demo.load()
    yield facts
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        loading.__exit__(None, None, None)
