"""Opening a conversation."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts.models import User
from apps.chat.conversations.events import ConversationStarted
from apps.chat.conversations.models import Conversation, Participant
from apps.events.services import publish
from apps.realtime.hub import push_on_commit


@transaction.atomic
def open_group_conversation(
    *, by: User, title: str, members: Iterable[User] = (), client_id: UUID | None = None
) -> Conversation:
    """Whoever opens a group owns it."""
    return open_conversation(
        kind=Conversation.Kind.GROUP,
        title=title,
        opened_by=by,
        client_id=client_id,
        roles=dict.fromkeys(members, Participant.Role.MEMBER) | {by: Participant.Role.OWNER},
    )


def open_conversation(*, roles: Mapping[User, str], **fields: Any) -> Conversation:
    """Makes a conversation in which these people take part, each in their role."""
    conversation = Conversation.objects.create(**fields)
    Participant.objects.bulk_create(
        Participant(conversation=conversation, user=user, role=role) for user, role in roles.items()
    )
    publish(
        ConversationStarted(
            conversation=conversation.pk,
            job=conversation.job_id,
            candidate=conversation.candidate_id if conversation.kind == Conversation.Kind.JOB else None,
            opened_by=conversation.opened_by_id,
            people=tuple(user.pk for user in roles),
        )
    )
    push_on_commit([user.pk for user in roles], {"type": "conversation.new", "conversation": conversation.pk})
    return conversation
