"""Sentences of the help that no other test has a reason to look at."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.messages.services import react
from apps.chat.models import Answer, Conversation, Preset
from apps.feedback.tickets.services import open_ticket
from apps.gamification.awards.corrections import restore_award, reverse_award
from apps.gamification.models import Award
from apps.notifications.models import Notification
from tests.gamification.judging import judge
from tests.gamification.talks import answer_deed
from tests.matching.factories import JobFactory, ResumeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(ana: User, ben: User) -> Conversation:
    job = JobFactory(company=ben.company, posted_by=ben, title="Backend engineer")
    ResumeFactory(owner=ana)
    return greet(sender=ana, job=job, candidate=ana, body="Hello Ben, is the role still open?", client_id=uuid4())


def test_a_reaction_answers_nothing(conversation, ben):
    react(by=ben, message_id=conversation.messages.get().pk, emoji="👍", on=True)
    conversation.refresh_from_db()
    assert conversation.waiting_for == ben
    assert not Answer.objects.filter(conversation=conversation).exists()


def test_nobody_in_the_conversation_is_told_of_a_report(conversation, ana, ben, drain):
    message = conversation.messages.get()
    open_ticket(
        reporter=ben, body="This is rude.", client_id=uuid4(), conversation_id=conversation.pk, message_id=message.pk
    )
    drain()
    assert not Notification.objects.filter(person=ana).exists()
    assert conversation.messages.count() == 1


def test_the_other_side_sees_no_address(conversation, ana, ben, sign_in):
    page = sign_in(ben).get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    assert ana.name in page
    assert ana.email not in page


def test_every_shipped_preset_is_there_in_both_languages():
    presets = Preset.objects.filter(scope=Preset.Scope.SYSTEM)
    assert presets.exists()
    assert not [
        preset.key for preset in presets if not all((preset.title_en, preset.title_zh, preset.body_en, preset.body_zh))
    ]


def test_who_gets_points_back_is_told(ana, ben):
    judge(answer_deed(ben, ana))
    award = Award.objects.get(person=ben)
    now = timezone.now()
    reverse_award(award=award, reason="copied", operator=None, now=now)
    assert restore_award(award=award, operator=None, now=now)
    assert Notification.objects.filter(person=ben, kind="award_restored").count() == 1
