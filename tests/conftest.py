"""Fixtures that every test may use."""

import pytest
from django.test import Client
from django.utils import translation

from apps.accounts.models import User
from apps.events.relay import relay_outbox
from tests.people import CandidateFactory, RecruiterFactory

pytest_plugins = [
    "tests.skips",
    "tests.database",
    "tests.snapshots",
    "tests.running",
    "tests.browsing",
    "tests.tiers",
    "tests.costs",
]


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """A request leaves its language active in the thread; the next test must not read it."""
    translation.activate("en")


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
def drain():
    """`drain()` handles the outbox until nothing waits, as the relay does in the background."""

    def run() -> None:
        while relay_outbox():
            pass

    return run
