"""Mentions in groups: who is told, who isn't, and where it shows."""

from uuid import uuid4

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.groups import joining
from apps.chat.groups.services import open_group
from apps.chat.inbox.selectors import entry_for
from apps.chat.inbox.services import set_muted
from apps.chat.mentions.naming import named_in
from apps.chat.messages.services import recall_message
from apps.chat.models import Conversation, Mention, Message
from apps.chat.participants.services import leave_conversation
from apps.chat.reading.pointers import Move, move
from apps.chat.sending.services import send_message
from apps.notifications.models import Channel, Notification
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cleo(ben: User) -> User:
    return RecruiterFactory(name="Cleo", company=ben.company)


@pytest.fixture
def group(ben: User, cleo: User, ana: User, conversation: Conversation) -> Conversation:
    opened = open_group(by=ben, title="Hiring")
    joining.bring_in(by=ben, conversation_id=opened.pk, people=[cleo.pk, ana.pk])
    joining.answer_invitation(person=ana, invitation_id=opened.invitations.get().pk, accepts=True)
    opened.refresh_from_db()
    return opened


def say(person: User, group: Conversation, body: str, *mentions: User) -> Message:
    ids = [one.pk for one in mentions]
    sent = send_message(sender=person, conversation_id=group.pk, body=body, client_id=uuid4(), mentions=ids)
    return Message.objects.get(pk=sent.id)


def told(person: User, channel: str = Channel.IN_APP) -> int:
    found = Notification.objects.filter(person=person, kind="mentioned", channel=channel)
    return found.filter(read_at=None, cancelled_at=None).count()


def test_who_is_mentioned_is_told_once_even_if_they_muted_the_group(group, ben, ana, cleo, drain):
    set_muted(user=ana, conversation_id=group.pk, on=True)
    message = say(ben, group, f"@{ana.name} could you look at this?", ana)
    drain()
    drain()
    assert message.facts == {"type": "mentions", "mentions": [ana.pk]}
    assert (told(ana), told(cleo)) == (1, 0)
    assert entry_for(ana, group.pk).is_mentioned
    assert not entry_for(cleo, group.pk).is_mentioned


def test_nobody_is_called_unseen_or_from_outside(group, ben, ana, cleo, olga, drain):
    message = say(ben, group, f"@{ana.name} and @{olga.name}", ana, cleo, olga)
    drain()
    assert (message.facts or {})["mentions"] == [ana.pk], "Cleo's name isn't in it, Olga isn't there"
    assert (told(cleo), told(olga)) == (0, 0)


def test_who_left_or_is_blocked_is_not_told(group, ben, ana, cleo, drain):
    say(ben, group, f"@{ana.name} @{cleo.name}", ana, cleo)
    leave_conversation(user=cleo, conversation_id=group.pk)
    block(blocker=ana, blocked=ben)
    drain()
    assert (told(ana), told(cleo)) == (0, 0)
    assert not Mention.objects.exists()


def test_nobody_is_mentioned_outside_of_groups(conversation, ben, ana):
    message = say(ben, conversation, f"@{ana.name} hello", ana)
    assert message.facts is None


def test_reading_ends_the_mark_and_opening_the_group_the_notice(group, ben, ana, sign_in, drain):
    message = say(ben, group, f"@{ana.name} hello", ana)
    drain()
    line = sign_in(ana).get(reverse("chat:line", args=[group.pk])).content.decode()
    assert "mentioned" in line
    sign_in(ana).get(reverse("chat:open", args=[group.pk]))
    assert (told(ana), told(ana, Channel.EMAIL)) == (0, 0)
    move([Move(group.pk, ana.pk, delivered=message.seq, read=message.seq)])
    assert not entry_for(ana, group.pk).is_mentioned


def test_a_recall_takes_the_mention_back(group, ben, ana, drain):
    message = say(ben, group, f"@{ana.name} hello", ana)
    drain()
    recall_message(by=ben, message_id=message.pk)
    drain()
    assert (told(ana), told(ana, Channel.EMAIL)) == (0, 0)
    assert not entry_for(ana, group.pk).is_mentioned


def test_the_api_takes_mentions_shows_them_and_filters_by_them(group, ben, ana, sign_in, drain):
    url = reverse("conversation-messages", args=[group.pk])
    body = {"body": f"@{ana.name} hello", "mentions": [ana.pk]}
    sent = sign_in(ben).post(url, body, content_type="application/json").json()
    assert sent["mentions"] == [ana.pk]
    drain()
    inbox = sign_in(ana).get(reverse("conversation-list"), {"mentioned": "true"}).json()["results"]
    assert [(one["id"], one["is_mentioned"]) for one in inbox] == [(group.pk, True)]
    assert sign_in(ben).get(reverse("conversation-list"), {"mentioned": "true"}).json()["results"] == []


def test_the_longer_name_is_meant_where_both_would_do():
    people = {1: "Ann", 2: "Anna Lin"}
    assert named_in("Hi @Anna Lin", people) == [2]
    assert named_in("@Ann, @Anna Lin", people) == [1, 2]
    assert named_in("ann@example.com", people) == []


def test_the_page_lists_where_one_is_mentioned(group, ben, ana, conversation, sign_in, drain):
    page = sign_in(ana).get(reverse("chat:inbox"), {"mentioned": "1"}).text
    assert f'data-line="{group.pk}"' not in page
    say(ben, group, f"@{ana.name} please look", ana)
    drain()
    page = sign_in(ana).get(reverse("chat:inbox"), {"mentioned": "1"}).text
    assert f'data-line="{group.pk}"' in page
    assert f'data-line="{conversation.pk}"' not in page
