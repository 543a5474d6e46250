"""The first message about a job: who may send it, and where it lands."""

from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.conversations.errors import NotAccepting
from apps.chat.greeting.services import greet
from apps.chat.models import Conversation, Message
from apps.errors import NotFound, RateLimited
from apps.matching.models import Job, JobStatus
from tests.matching.factories import JobFactory, ResumeFactory
from tests.people import CandidateFactory, RecruiterFactory


def test_both_sides_write_into_the_same_conversation(ana: User, ben: User, job: Job, conversation: Conversation):
    again = greet(sender=ben, job=job, candidate=ana, body="Yes, it is.", client_id=uuid4())
    assert again == conversation
    assert list(Message.objects.order_by("seq").values_list("sender", flat=True)) == [ana.pk, ben.pk]


def test_repeating_a_greeting_sends_nothing_twice(ana: User, job: Job):
    key = uuid4()
    for _try in range(2):
        greet(sender=ana, job=job, candidate=ana, body="Hello", client_id=key)
    assert Message.objects.count() == 1


def test_another_company_finds_nothing(ana: User, olga: User, job: Job):
    ResumeFactory(owner=ana)
    with pytest.raises(NotFound):
        greet(sender=olga, job=job, candidate=ana, body="Hello", client_id=uuid4())
    with pytest.raises(NotFound):
        greet(sender=CandidateFactory(), job=job, candidate=ana, body="Hello", client_id=uuid4())


def test_a_colleague_joins_and_is_seen(ana: User, ben: User, job: Job, conversation: Conversation):
    cleo = RecruiterFactory(name="Cleo", company=ben.company)
    greet(sender=cleo, job=job, candidate=ana, body="I take over from Ben.", client_id=uuid4())
    assert {seat.user.name for seat in conversation.participants.all()} == {"Ana", "Ben", "Cleo"}
    assert Message.objects.filter(kind="system").get().facts["name"] == "Cleo"


def test_blocked_and_closed_are_not_accepting(ana: User, ben: User, job: Job):
    ResumeFactory(owner=ana)
    block(blocker=ben, blocked=ana)
    for sender in (ana, ben):
        with pytest.raises(NotAccepting):
            greet(sender=sender, job=job, candidate=ana, body="Hello", client_id=uuid4())
    closed = JobFactory(company=ben.company, posted_by=RecruiterFactory(company=ben.company), status=JobStatus.CLOSED)
    with pytest.raises(NotAccepting):
        greet(sender=ana, job=closed, candidate=ana, body="Hello", client_id=uuid4())
    assert not Conversation.objects.exists()


def test_new_conversations_a_day_are_limited_and_old_ones_are_not(ana: User, ben: User, settings):
    settings.CHAT_NEW_CONVERSATIONS_PER_DAY = 2
    jobs = [JobFactory(company=ben.company, posted_by=ben) for _number in range(3)]
    for job in jobs[:2]:
        greet(sender=ana, job=job, candidate=ana, body=f"About {job.title}", client_id=uuid4())
    with pytest.raises(RateLimited) as refused:
        greet(sender=ana, job=jobs[2], candidate=ana, body="Hello", client_id=uuid4())
    assert refused.value.retry_after > 0
    assert Conversation.objects.count() == 2
    greet(sender=ana, job=jobs[0], candidate=ana, body="One more thing", client_id=uuid4())
    assert Message.objects.count() == 3
