from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.moments import iso
from apps.chat.conversations.personal import personal_state
from apps.chat.conversations.sections import with_section
from apps.chat.conversations.selectors import participant_dict
from apps.chat.mentions.selectors import mentioned_in
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.selectors import detailed
from apps.chat.reading.selectors import with_unread
from apps.errors import NotFound


class Because(models.TextChoices):
    """Why an answer is due when it is."""

    PROMISE = "promise", _("promised")
    WINDOW = "window", _("usual time")
    GREETING = "greeting", _("a day after the greeting")
    DAY = "day", _("a day after they wrote")


@dataclass(frozen=True, slots=True)
class Due:
    """By when the reader of the inbox should answer."""

    at: datetime
    because: Because


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the inbox: a conversation as one person sees it."""

    conversation: Conversation
    participant: Participant
    section: str
    unread: int
    last_message: Message | None
    others: list[Participant]
    is_mentioned: bool = False
    due: Due | None = None

    def as_dict(self, viewer: User) -> dict[str, Any]:
        conversation = self.conversation
        return {
            "id": conversation.pk,
            "kind": conversation.kind,
            "title": conversation.title,
            "stage": conversation.stage,
            "section": self.section,
            "job": conversation.job_id,
            "company": conversation.company.name if conversation.company else None,
            "candidate": conversation.candidate_id,
            "recruiter": conversation.recruiter_id,
            "opened_by": conversation.opened_by_id,
            "waiting_for": conversation.waiting_for_id,
            "waiting_since": iso(conversation.waiting_since),
            "due_at": iso(self.due.at) if self.due else None,
            "due_because": self.due.because if self.due else None,
            "head_seq": conversation.head_seq,
            "head_rev": conversation.head_rev,
            "unread": self.unread,
            "is_mentioned": self.is_mentioned,
            "state": personal_state(self.participant),
            "participants": [participant_dict(participant, viewer) for participant in [self.participant, *self.others]],
            "last_message": message_dict(self.last_message, viewer) if self.last_message else None,
            "last_message_at": iso(conversation.last_message_at),
            "created_at": iso(conversation.created_at),
            "updated_at": iso(max(conversation.updated_at, self.participant.updated_at)),
        }


def participants_in_inbox(user: User, *, now: datetime | None = None) -> QuerySet[Participant]:
    """The person in each of their conversations, with what `with_section` says, newest first, pinned ones above."""
    blocks = bool(blocked_ids(user))
    mine: Any = with_section(Participant.objects.filter(user=user, left_at=None), blocks=blocks, now=now)
    return mine.select_related("conversation__company").order_by("-is_pinned", "-moved_at", "-conversation_id")


def entries(participants: Iterable[Participant]) -> list[Entry]:
    """The lines of these `participants_in_inbox`, `with_unread`; the number of queries doesn't grow with theirs."""
    participants = list(participants)
    members = Participant.objects.select_related("user__company").order_by("pk")
    prefetch_related_objects(
        [participant.conversation for participant in participants], Prefetch("participants", members)
    )
    last = _last_messages([participant.conversation for participant in participants])
    groups = [one for one in participants if one.conversation.kind == Conversation.Kind.GROUP]
    mentioned = mentioned_in(groups) if groups else set()
    return [
        _entry(one, last.get(one.conversation_id), is_mentioned=one.conversation_id in mentioned)
        for one in participants
    ]


def _last_messages(conversations: Iterable[Conversation]) -> dict[int, Message]:
    """By conversation; those in which nothing was said yet have none."""
    heads = {found.pk: found.head_seq for found in conversations if found.head_seq}
    if not heads:
        return {}
    # The numbers too, so that the index of both is read: by the join alone every conversation there is would be.
    found = Message.objects.filter(conversation__in=heads, seq__in=set(heads.values()), seq=F("conversation__head_seq"))
    return {message.conversation_id: message for message in detailed(found)}


def _entry(participant: Participant, last_message: Message | None, *, is_mentioned: bool) -> Entry:
    annotated: Any = participant
    others = []
    for other in participant.conversation.participants.all():
        if other.pk == participant.pk:
            participant.user = other.user
        elif other.left_at is None:
            others.append(other)
    return Entry(
        conversation=participant.conversation,
        participant=participant,
        section=annotated.section,
        unread=annotated.unread,
        last_message=last_message,
        others=others,
        is_mentioned=is_mentioned,
    )


def entry_for(user: User, conversation_id: int) -> Entry:
    """The inbox line of one conversation; raises NotFound for who isn't in it."""
    found = entries(with_unread(participants_in_inbox(user).filter(conversation=conversation_id)))
    if not found:
        raise NotFound
    return found[0]
