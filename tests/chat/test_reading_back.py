"""What a message said before it was edited, and a conversation on paper."""

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.conversation_page import reading_back
from apps.chat.messages.history import versions_of
from apps.chat.messages.services import edit_message, recall_message
from apps.chat.models import Conversation, Message
from apps.chat.personal_data import erase
from apps.chat.sending.services import new_client_id, send_message
from apps.errors import NotFound

pytestmark = pytest.mark.django_db


def say(person: User, conversation: Conversation, body: str) -> Message:
    sent = send_message(sender=person, conversation_id=conversation.pk, body=body, client_id=new_client_id())
    return Message.objects.get(pk=sent.id)


@pytest.fixture
def edited(conversation: Conversation, ben: User) -> Message:
    message = say(ben, conversation, "Tuesday at ten")
    edit_message(by=ben, message_id=message.pk, body="Tuesday at eleven")
    return edit_message(by=ben, message_id=message.pk, body="Wednesday at eleven")


def test_who_takes_part_reads_what_a_message_said_before(edited, conversation, ana, olga, sign_in):
    address = reverse("chat:history", args=[conversation.pk, edited.pk])
    html = sign_in(ana).get(address).content.decode()
    assert html.index("Tuesday at ten") < html.index("Tuesday at eleven") < html.index("Wednesday at eleven")
    listed = sign_in(ana).get(reverse("message-history", args=[edited.pk])).json()
    assert [one["body"] for one in listed] == ["Tuesday at ten", "Tuesday at eleven", "Wednesday at eleven"]
    for door in (address, reverse("message-history", args=[edited.pk])):
        assert sign_in(olga).get(door).status_code == 404
    with pytest.raises(NotFound):
        versions_of(ana, edited.pk, conversation_id=conversation.pk + 1)


def test_a_recall_and_an_erasure_empty_the_history(edited, conversation, ana, ben):
    other = say(ben, conversation, "One")
    edit_message(by=ben, message_id=other.pk, body="Two")
    recall_message(by=ben, message_id=edited.pk)
    assert versions_of(ana, edited.pk) == []
    erase(ben)
    assert versions_of(ana, other.pk) == []
    assert not other.originals.exists()


def test_a_whole_conversation_is_printed_with_names_part_by_part(conversation, ana, ben, olga, sign_in, monkeypatch):
    monkeypatch.setattr(reading_back, "A_SHEET", 3)
    for number in range(3):
        say(ben, conversation, f"Point {number} <b>")
    gone = say(ana, conversation, "Not for paper")
    recall_message(by=ana, message_id=gone.pk)
    address = reverse("chat:print", args=[conversation.pk])
    first, second = (sign_in(ana).get(address, {"page": page}).content.decode() for page in (1, 2))
    assert "is the role still open?" in first
    assert ben.name in first
    assert "Point 2 &lt;b&gt;" in second
    assert "Not for paper" not in second
    assert sign_in(ana).get(address, {"page": "99999"}).status_code == 200
    assert sign_in(ana).get(address, {"page": "٣"}).status_code == 200
    assert sign_in(olga).get(address).status_code == 404
