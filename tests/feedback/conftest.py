"""Tickets and conversations for the tests of feedback. mei is the operator who answers."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.models import Conversation
from apps.feedback.models import Ticket
from apps.feedback.tickets.services import open_ticket
from apps.feedback.triage.services import triage_ticket
from tests.matching.factories import JobFactory, ResumeFactory
from tests.people import OperatorFactory


@pytest.fixture
def mei(db: None) -> User:
    return OperatorFactory(name="Mei", email="mei@rapport.example", is_superuser=True)


@pytest.fixture
def tell() -> Callable[..., Ticket]:
    """`tell(ana, "…")` opens a ticket."""

    def run(reporter: User, body: str = "The send button does nothing.", **fields: object) -> Ticket:
        return open_ticket(reporter=reporter, body=body, client_id=uuid4(), **fields)

    return run


@pytest.fixture
def sorted_ticket(ana: User, tell: Callable[..., Ticket]) -> Ticket:
    """A ticket of ana's that triage has seen."""
    ticket = tell(ana)
    triage_ticket(ticket_id=ticket.pk)
    ticket.refresh_from_db()
    return ticket


@pytest.fixture
def conversation(ana: User, ben: User) -> Conversation:
    """Ana wrote to Ben about his job; olga is not in it."""
    job = JobFactory(company=ben.company, posted_by=ben, title="Backend engineer")
    ResumeFactory(owner=ana)
    return greet(sender=ana, job=job, candidate=ana, body="Hello Ben, is the role still open?", client_id=uuid4())
