"""The conversations with the support team as operators see them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.files.rendering import attachment_dict
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.selectors import messages_page
from apps.chat.messages.wording import preview, system_text
from apps.chat.models import Conversation, Message
from apps.feedback.desk.services import who_looks
from apps.feedback.support_chats.models import SupportChat
from apps.feedback.tickets.models import Channel

LATELY = timedelta(days=1)
SHOWN_LATELY = 10


@dataclass(frozen=True)
class Line:
    """One message: `name` is empty where the product itself speaks."""

    name: str
    is_theirs: bool
    at: datetime
    text: str
    files: list[dict[str, Any]]


@dataclass(frozen=True)
class Thread:
    """`seq` is the newest message that its reader had before them."""

    lines: list[Line]
    seq: int
    rev: int
    older: int
    """From which number on older messages are read; 0 where there are none."""


def chats_for(operator: User) -> QuerySet[SupportChat]:
    """Nobody answers themselves."""
    chats = SupportChat.objects.filter(channel=Channel.SUPPORT, conversation__isnull=False)
    return chats.exclude(reporter=operator).select_related("reporter", "assigned_to", "conversation")


def waiting_chats(operator: User) -> QuerySet[SupportChat]:
    """Whoever has waited longest comes first."""
    return chats_for(operator).filter(needs_person=True).order_by("waits_since", "pk")


def answered_lately(operator: User, *, now: datetime) -> QuerySet[SupportChat]:
    """Where the person has the word, the newest answers first."""
    answered = chats_for(operator).filter(needs_person=False, waits_since__gt=now - LATELY)
    return answered.order_by("-waits_since", "-pk")[:SHOWN_LATELY]


def with_lookers(chats: Sequence[SupportChat], operator: User, *, now: datetime) -> list[tuple[SupportChat, list[str]]]:
    """Each with the names of the colleagues who have it before them."""
    names = defaultdict[int, list[str]](list)
    for look in who_looks([chat.pk for chat in chats], besides=operator, now=now):
        names[look.ticket_id].append(str(look.person))
    return [(chat, names[chat.pk]) for chat in chats]


def thread_of(conversation: Conversation, *, before_seq: int | None = None, seen_seq: int | None = None) -> Thread:
    """The newest messages, or those before a number, as the person reads them too. Who turns back to older ones has
    read up to `seen_seq`; without it, what is shown."""
    messages = messages_page(conversation, before_seq=before_seq)
    people = User.objects.in_bulk({message.sender_id for message in messages if message.sender_id})
    names = {number: str(person) for number, person in people.items()}
    lines = [_line(message, conversation, names) for message in messages]
    first, last = (messages[0].seq, messages[-1].seq) if messages else (1, 0)
    seen = conversation.head_seq if before_seq is None else min(seen_seq or last, conversation.head_seq)
    return Thread(lines, seen, conversation.head_rev, first if first > 1 else 0)


def _line(message: Message, conversation: Conversation, names: dict[int, str]) -> Line:
    shown = message_dict(message)
    if message.recalled_at:
        text = _("Message recalled")
    elif message.kind == Message.Kind.SYSTEM:
        text = system_text(shown["card"], names)
    else:
        text = shown["body"] or ("" if shown["attachments"] else preview(shown, names))
    return Line(
        name=names.get(message.sender_id or 0, ""),
        is_theirs=message.sender_id is not None and message.sender_id == conversation.candidate_id,
        at=message.created_at,
        text=text,
        files=[] if message.recalled_at else [attachment_dict(one) for one in message.attachments.all()],
    )


def takes_part(operator: User, conversation: Conversation) -> bool:
    return conversation.participants.filter(user=operator, left_at=None).exists()
