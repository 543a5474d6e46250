"""Conversations for the tests in a real browser."""

from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.models import Conversation
from tests.matching.factories import JobFactory, ResumeFactory


@pytest.fixture
def conversation(ana: User, ben: User) -> Conversation:
    """Ana wrote to Ben about his job; the turn is his."""
    job = JobFactory(company=ben.company, posted_by=ben, title="Backend engineer")
    ResumeFactory(owner=ana)
    return greet(sender=ana, job=job, candidate=ana, body="Hello Ben, is the role still open?", client_id=uuid4())
