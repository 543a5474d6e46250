"""The demo's groups: one about an interview, one about a move, with somebody still asked."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from apps.accounts.models import User
from apps.chat.groups.joining import answer_invitation, open_and_fill
from apps.chat.mentions.services import keep_mentions
from apps.chat.messages.outgoing import OutgoingMessage, Sent
from apps.chat.models import Conversation, GroupInvitation, Message, Participant
from apps.chat.pins.services import set_pinned_message
from apps.chat.previews.services import remember_page, show_link
from apps.chat.previews.tasks import fetch_link
from apps.chat.sending.batch import store_messages
from config.demo.talk import ago


def create_groups(cast: dict[str, Any], *, users: dict[str, User], now: datetime) -> None:
    for entry in cast["groups"]:
        group = _open(entry, users, now - ago(entry["ago"]))
        for line in entry["messages"]:
            mentioned = [users[name].pk for name in line.get("mentions", [])]
            at = now - ago(line["ago"])
            if link := line.get("link"):
                remember_page(**link, now=at)
            number = _write(group, users[line["from"]], line["body"], mentioned, at)
            if link:
                show_link(message_id=number, fetch=fetch_link.delay, now=at)
            if line.get("is_pinned"):
                set_pinned_message(by=users[entry["by"]], message_id=number, on=True, now=at)
        _read_as_far_as_they_wrote(group)


def _open(entry: dict[str, Any], users: dict[str, User], at: datetime) -> Conversation:
    people = [users[name].pk for name in [*entry["with"], *entry["asked"]]]
    group = open_and_fill(by=users[entry["by"]], title=entry["title"], people=people, now=at)
    for name in entry["with"]:
        invitation = GroupInvitation.objects.filter(conversation=group, person=users[name], state="open").first()
        if invitation is not None:
            answer_invitation(person=users[name], invitation_id=invitation.pk, accepts=True, now=at)
    Conversation.objects.filter(pk=group.pk).update(created_at=at, last_message_at=at)
    Message.objects.filter(conversation=group).update(created_at=at)
    Participant.objects.filter(conversation=group).update(joined_at=at)
    return group


def _write(group: Conversation, sender: User, body: str, mentioned: list[int], at: datetime) -> int:
    message = OutgoingMessage(sender_id=sender.pk, conversation_id=group.pk, body=body, client_id=uuid4())
    keep_mentions(message, mentioned)
    (sent,) = store_messages([message], now=at)
    if not isinstance(sent, Sent):
        raise sent
    return sent.id


def _read_as_far_as_they_wrote(group: Conversation) -> None:
    """Who wrote nothing read what was there when they came."""
    first = group.messages.filter(kind=Message.Kind.SYSTEM).count()
    for participant in group.participants.all():
        own = group.messages.filter(sender=participant.user_id).order_by("-seq").values_list("seq", flat=True).first()
        read = max(own or 0, first)
        Participant.objects.filter(pk=participant.pk).update(read_seq=read, delivered_seq=read)
