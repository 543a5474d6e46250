"""What moderators may read of others is logged, and what a message said before is for them alone."""

from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.messages.services import edit_message
from apps.chat.models import Message, MessageOriginal
from tests.matching.factories import JobFactory
from tests.people import OperatorFactory


@pytest.fixture
def message(ana: User, ben: User) -> Message:
    job = JobFactory(company=ben.company, posted_by=ben)
    conversation = greet(sender=ana, job=job, candidate=ana, body="My first words", client_id=uuid4())
    sent = Message.objects.get(conversation=conversation)
    edit_message(by=ana, message_id=sent.pk, body="My better words")
    return Message.objects.get(pk=sent.pk)


@pytest.fixture
def supporter(db: None) -> User:
    person = OperatorFactory()
    person.groups.add(Group.objects.get(name="support"))
    return person


def test_reading_in_the_console_is_logged(message: Message, supporter: User, sign_in) -> None:
    original = MessageOriginal.objects.get(message=message)
    for path in (f"message/{message.pk}", f"messageoriginal/{original.pk}"):
        before = LogEntry.objects.count()
        assert sign_in(supporter).get(f"/admin/chat/{path}/change/").status_code == 200
        assert LogEntry.objects.count() == before + 1
        assert LogEntry.objects.latest("pk").user == supporter


def test_originals_are_for_moderators(message: Message, ben: User, supporter: User, sign_in) -> None:
    original = MessageOriginal.objects.get(message=message)
    path = f"/admin/chat/messageoriginal/{original.pk}/change/"
    assert "My first words" in sign_in(supporter).get(path).content.decode()
    assert sign_in(ben).get(path).status_code != 200
    assert "My first words" not in sign_in(ben).get(f"/inbox/{message.conversation_id}/").content.decode()
    changes = sign_in(ben).get(f"/api/v1/conversations/{message.conversation_id}/changes/?after_rev=0")
    assert "My first words" not in changes.content.decode()
