from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, CharField, F, Prefetch, Q, QuerySet, Value, When, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.moments import iso
from apps.chat.conversations.personal import personal_state
from apps.chat.conversations.selectors import participant_dict
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.selectors import with_details
from apps.chat.reading.selectors import with_unread
from apps.errors import NotFound


class Section(models.TextChoices):
    NEW = "new", _("New greetings")
    MINE = "mine", _("Waiting for me")
    THEIRS = "theirs", _("Waiting for them")
    CLOSED = "closed", _("Closed")
    SNOOZED = "snoozed", _("Snoozed")
    ARCHIVED = "archived", _("Archived")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the inbox: a conversation as one person sees it."""

    conversation: Conversation
    participant: Participant
    section: str
    unread: int
    last_message: Message | None
    others: list[Participant]

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
            "head_seq": conversation.head_seq,
            "head_rev": conversation.head_rev,
            "unread": self.unread,
            "state": personal_state(self.participant),
            "participants": [participant_dict(participant, viewer) for participant in [self.participant, *self.others]],
            "last_message": message_dict(self.last_message, viewer) if self.last_message else None,
            "last_message_at": iso(conversation.last_message_at),
            "created_at": iso(conversation.created_at),
            "updated_at": iso(max(conversation.updated_at, self.participant.updated_at)),
        }


def participants_in_inbox(user: User, *, now: datetime | None = None) -> QuerySet[Participant]:
    """The person in each of their conversations, with `section` and `moved_at`, newest first, pinned ones above."""
    now = now or timezone.now()
    stage, waiting = "conversation__stage", "conversation__waiting_for"
    section = Case(
        When(
            Q(archived_at__isnull=False)
            & (Q(conversation__last_message_at=None) | Q(archived_at__gte=F("conversation__last_message_at"))),
            then=Value(Section.ARCHIVED.value),
        ),
        When(snoozed_until__gt=now, then=Value(Section.SNOOZED.value)),
        # What waits never lies under "Closed".
        When(**{stage: Conversation.Stage.CLOSED, f"{waiting}__isnull": True}, then=Value(Section.CLOSED.value)),
        When(
            Q(**{stage: Conversation.Stage.GREETING, waiting: user.pk}) & ~Q(conversation__opened_by=user.pk),
            then=Value(Section.NEW.value),
        ),
        When(**{waiting: user.pk}, then=Value(Section.MINE.value)),
        default=Value(Section.THEIRS.value),
        output_field=CharField(),
    )
    moved_at = Coalesce("conversation__last_message_at", "conversation__created_at")
    mine = Participant.objects.filter(user=user, left_at=None).annotate(section=section, moved_at=moved_at)
    return mine.select_related("conversation__company").order_by("-is_pinned", "-moved_at", "-conversation_id")


def entries(participants: Iterable[Participant]) -> list[Entry]:
    """The lines of these `participants_in_inbox`, `with_unread`; the number of queries doesn't grow with theirs."""
    participants = list(participants)
    members = Participant.objects.select_related("user__company").order_by("pk")
    prefetch_related_objects(
        [participant.conversation for participant in participants], Prefetch("participants", members)
    )
    last = _last_messages([participant.conversation for participant in participants])
    return [_entry(participant, last.get(participant.conversation_id)) for participant in participants]


def _last_messages(conversations: Iterable[Conversation]) -> dict[int, Message]:
    """By conversation; those in which nothing was said yet have none."""
    heads = [Q(conversation=found.pk, seq=found.head_seq) for found in conversations if found.head_seq]
    if not heads:
        return {}
    messages = with_details(Message.objects.filter(Q(*heads, _connector=Q.OR)))
    return {message.conversation_id: message for message in messages}


def _entry(participant: Participant, last_message: Message | None) -> Entry:
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
    )


def inbox(
    user: User,
    *,
    section: str | None = None,
    job: int | None = None,
    offset: int = 0,
    limit: int = 30,
    now: datetime | None = None,
) -> list[Entry]:
    """One page of the person's inbox."""
    participants = participants_in_inbox(user, now=now)
    if section:
        participants = participants.filter(Q(section=section))
    if job:
        participants = participants.filter(conversation__job=job)
    return entries(with_unread(participants)[offset : offset + limit])


def entry_for(user: User, conversation_id: int) -> Entry:
    """The inbox line of one conversation; raises NotFound for who isn't in it."""
    found = entries(with_unread(participants_in_inbox(user).filter(conversation=conversation_id)))
    if not found:
        raise NotFound
    return found[0]
