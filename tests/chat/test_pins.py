"""Pinned messages: who may, what stands above the log, and that it goes with a recall."""

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.conversations.errors import NotAccepting, NotAParticipant
from apps.chat.groups import joining
from apps.chat.groups.services import open_group, set_role
from apps.chat.messages.services import recall_message
from apps.chat.models import Conversation, Message, PinnedMessage
from apps.chat.personal_data import erase
from apps.chat.pins.errors import PinsForAdmins, TooManyPins
from apps.chat.pins.services import set_pinned_message
from apps.chat.sending.services import new_client_id, send_message
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db


def say(person: User, conversation: Conversation, body: str) -> Message:
    sent = send_message(sender=person, conversation_id=conversation.pk, body=body, client_id=new_client_id())
    return Message.objects.get(pk=sent.id)


def test_either_side_pins_and_the_other_sees_it_above_the_log(conversation, ana, ben, sign_in):
    message = say(ben, conversation, "Floor 7, second door.")
    for _again in range(2):
        set_pinned_message(by=ana, message_id=message.pk, on=True)
    html = sign_in(ben).get(reverse("chat:around", args=[conversation.pk])).content.decode()
    assert f'data-jump="{message.seq}"' in html
    assert "Floor 7, second door." in html
    rev = Conversation.objects.get(pk=conversation.pk).head_rev
    unpin = {"value": message.pk}
    for _again in range(2):
        assert sign_in(ben).post(reverse("chat:act", args=[conversation.pk, "unpin-message"]), unpin).status_code == 200
    assert not PinnedMessage.objects.exists()
    assert Conversation.objects.get(pk=conversation.pk).head_rev == rev + 1


def test_in_a_group_its_owner_and_admins_pin(ben: User):
    colleague = RecruiterFactory(name="Cleo", company=ben.company)
    group = open_group(by=ben, title="Hiring")
    joining.bring_in(by=ben, conversation_id=group.pk, people=[colleague.pk])
    message = say(colleague, group, "Read this")
    with pytest.raises(PinsForAdmins):
        set_pinned_message(by=colleague, message_id=message.pk, on=True)
    set_role(by=ben, conversation_id=group.pk, person_id=colleague.pk, role="admin")
    set_pinned_message(by=colleague, message_id=message.pk, on=True)
    assert PinnedMessage.objects.filter(conversation=group).count() == 1


def test_neither_a_stranger_nor_somebody_blocked_pins(conversation, ana, ben, olga):
    message = conversation.messages.get()
    with pytest.raises(NotAParticipant):
        set_pinned_message(by=olga, message_id=message.pk, on=True)
    block(blocker=ana, blocked=ben)
    with pytest.raises(NotAccepting):
        set_pinned_message(by=ben, message_id=message.pk, on=True)


def test_what_is_taken_back_is_pinned_no_longer(conversation, ben, drain, sign_in, ana):
    message = say(ben, conversation, "Wrong room")
    set_pinned_message(by=ben, message_id=message.pk, on=True)
    recall_message(by=ben, message_id=message.pk)
    html = sign_in(ana).get(reverse("chat:around", args=[conversation.pk])).content.decode()
    assert "data-pins" not in html
    drain()
    assert not PinnedMessage.objects.exists()


def test_twenty_are_enough(conversation, ben, monkeypatch):
    monkeypatch.setattr("apps.chat.pins.services.MOST_PINS", 1)
    set_pinned_message(by=ben, message_id=say(ben, conversation, "One").pk, on=True)
    with pytest.raises(TooManyPins):
        set_pinned_message(by=ben, message_id=say(ben, conversation, "Two").pk, on=True)


def test_the_api_pins_and_lists(conversation, ana, ben, olga, sign_in):
    message = say(ben, conversation, "Floor 7")
    put = sign_in(ana).put(reverse("message-pin", args=[message.pk]), {"on": True}, content_type="application/json")
    assert put.json()["id"] == message.pk
    listed = sign_in(ben).get(reverse("conversation-pinned", args=[conversation.pk])).json()
    assert [(one["message"]["id"], one["by"]) for one in listed] == [(message.pk, ana.pk)]
    assert sign_in(olga).get(reverse("conversation-pinned", args=[conversation.pk])).status_code == 404


def test_what_an_erased_person_wrote_is_pinned_no_longer(conversation, ana, ben):
    message = Message.objects.filter(conversation=conversation, sender=ana).first()
    set_pinned_message(by=ben, message_id=message.pk, on=True)
    erase(ana)
    assert not PinnedMessage.objects.exists()
