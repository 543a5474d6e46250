"""Conversations for the tests: ana and ben talk about a job, olga is in none of it."""

from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.models import Conversation
from apps.matching.models import Job
from tests.matching.factories import JobFactory, ResumeFactory


@pytest.fixture
def job(ben: User) -> Job:
    return JobFactory(company=ben.company, posted_by=ben, title="Backend engineer")


@pytest.fixture
def conversation(ana: User, ben: User, job: Job) -> Conversation:
    """Ana wrote to Ben about his job; the turn is his."""
    ResumeFactory(owner=ana)
    return greet(sender=ana, job=job, candidate=ana, body="Hello Ben, is the role still open?", client_id=uuid4())
