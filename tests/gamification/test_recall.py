"""An answer that is taken back, or changed into none, earns nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.messages.services import edit_message, recall_message
from apps.chat.models import Answer
from apps.chat.sending.services import send_message
from apps.events.models import OutboxEvent
from apps.gamification.awards.entries import append_entry
from apps.gamification.awards.services import settle_held
from apps.gamification.members.services import lock_members
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


EMPTY = ["。", "ok", "👍", "Thank you for your message. We will get back to you as soon as possible."]


@pytest.fixture
def answered(ana: User, ben: User, drain) -> int:
    """Ben answered Ana in earnest, and she him."""
    job = JobFactory(company=ben.company, posted_by=ben)
    talk = greet(sender=ana, job=job, candidate=ana, body="Is the role still open, and where is it?", client_id=uuid4())
    answer = send_message(
        sender=ben, conversation_id=talk.pk, body="It is open until Friday, in Hangzhou.", client_id=uuid4()
    )
    send_message(
        sender=ana, conversation_id=talk.pk, body="Friday suits me, I live in Hangzhou anyway.", client_id=uuid4()
    )
    drain()
    assert Answer.objects.get(message=answer.id).is_earnest
    return answer.id


@pytest.mark.parametrize("text", EMPTY)
def test_an_answer_that_is_changed_into_none_before_its_points_settle_earns_nothing(
    answered: int, ben: User, drain, text: str
):
    edit_message(by=ben, message_id=answered, body=text)
    drain()
    assert Answer.objects.get(message=answered).is_earnest is False
    settle_held(now=timezone.now() + timedelta(days=10))
    assert Award.objects.filter(person=ben).counting().points() == 0


def test_points_that_had_settled_are_taken_back_once_with_their_reason(answered: int, ben: User, drain):
    award = Award.objects.get(person=ben, deed=f"message:{answered}")
    with transaction.atomic():
        member = lock_members(ben.pk)[ben.pk]
        append_entry(award, AwardEntry.Kind.SETTLED, member=member, points=10, cause="test", now=timezone.now())
    assert Award.objects.filter(person=ben).counting().points() == 10
    edit_message(by=ben, message_id=answered, body="ok")
    for _delivery in range(2):
        OutboxEvent.objects.update(handled_at=None)
        drain()
    reversed_ = AwardEntry.objects.get(award=award, kind=AwardEntry.Kind.REVERSED)
    assert reversed_.reason == "not_earnest"


def test_a_better_wording_costs_nothing(answered: int, ben: User, drain):
    edit_message(by=ben, message_id=answered, body="It is open until Friday noon, and it is in Hangzhou.")
    drain()
    assert Answer.objects.get(message=answered).is_earnest
    assert not AwardEntry.objects.filter(kind=AwardEntry.Kind.REVERSED).exists()


def test_a_reply_that_is_changed_into_none_confirms_nothing(answered: int, ana: User, drain):
    reply = Answer.objects.get(message=answered).reciprocated_by
    edit_message(by=ana, message_id=reply.pk, body="。")
    drain()
    assert Answer.objects.get(message=answered).reciprocated_by is None
