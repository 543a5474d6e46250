"""Opening a conversation."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.chat.conversations.events import ConversationStarted
from apps.chat.conversations.models import Conversation, Participant
from apps.events.services import publish
from apps.realtime.hub import push_on_commit


@transaction.atomic
def open_group_conversation(*, by: User, title: str, members: Iterable[User]) -> Conversation:
    return open_conversation(
        kind=Conversation.Kind.GROUP,
        title=title[:120],
        opened_by=by,
        seats=dict.fromkeys([by, *members], Participant.Role.MEMBER),
    )


def open_conversation(*, seats: Mapping[User, str], **fields: Any) -> Conversation:
    conversation = Conversation.objects.create(**fields)
    Participant.objects.bulk_create(
        Participant(conversation=conversation, user=user, role=role) for user, role in seats.items()
    )
    publish(
        ConversationStarted(
            conversation=conversation.pk,
            job=conversation.job_id,
            candidate=conversation.candidate_id if conversation.kind == Conversation.Kind.JOB else None,
            opened_by=conversation.opened_by_id,
            people=tuple(user.pk for user in seats),
        )
    )
    push_on_commit([user.pk for user in seats], {"type": "conversation.new", "conversation": conversation.pk})
    return conversation
