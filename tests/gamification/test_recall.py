"""An answer that is taken back earns nothing."""

from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.messages.services import recall_message
from apps.chat.sending.services import send_message
from apps.events.models import OutboxEvent
from apps.gamification.models import Award, AwardEntry
from tests.matching.factories import JobFactory

pytestmark = pytest.mark.django_db


def test_points_for_a_recalled_answer_are_taken_back_once(ana: User, ben: User, rule, drain):
    rule("first_answer", points=5)
    job = JobFactory(company=ben.company, posted_by=ben)
    talk = greet(sender=ana, job=job, candidate=ana, body="Is the role still open, and where is it?", client_id=uuid4())
    answer = send_message(
        sender=ben, conversation_id=talk.pk, body="It is open until Friday, in Hangzhou.", client_id=uuid4()
    )
    drain()
    drain()
    award = Award.objects.filter(person=ben, deed=f"message:{answer.id}")
    assert award.exists()
    recall_message(by=ben, message_id=answer.id)
    for _delivery in range(2):
        OutboxEvent.objects.update(handled_at=None)
        drain()
    reversals = AwardEntry.objects.filter(award__in=award, kind=AwardEntry.Kind.REVERSED)
    assert reversals.count() == award.count()
