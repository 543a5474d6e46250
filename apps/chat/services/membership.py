"""Who takes part in a conversation, in which role, and at which stage it stands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import Role, User
from apps.chat.events import ConversationStarted
from apps.chat.models import Conversation, Participant
from apps.chat.services.locking import lock_for, next_rev, tell_members
from apps.chat.services.messages import new_client_id, send_message, send_system_message
from apps.errors import InvalidInput, NotAllowed
from apps.events.services import publish
from apps.realtime.hub import push_on_commit

SUPPORT_GROUP = "support"
MAX_HISTORY_LINES = 50


@transaction.atomic
def add_participant(*, conversation: Conversation, user: User, role: str, by: User | None = None) -> Participant:
    """Seats a person (again); everybody sees who joined. A seat taken already stays as it is."""
    rev = next_rev(conversation)
    seat, is_new = Participant.objects.get_or_create(
        conversation=conversation, user=user, defaults={"role": role, "rev": rev}
    )
    if not is_new:
        if seat.left_at is None:
            return seat
        seat.left_at, seat.rev, seat.role = None, rev, role
        seat.save(update_fields=["left_at", "rev", "role", "updated_at"])
    send_system_message(
        conversation_id=conversation.pk,
        facts={"type": "joined", "user": user.pk, "name": user.name, "by": by.pk if by else None},
    )
    conversation.refresh_from_db()
    push_on_commit([user.pk], {"type": "conversation.new", "conversation": conversation.pk})
    tell_members(conversation.pk, "conversation.changed")
    return seat


@transaction.atomic
def leave_conversation(*, user: User, conversation_id: int) -> None:
    """Gives up one's seat: no frame of the conversation follows, and it is gone from one's lists."""
    conversation = lock_for(user, conversation_id)
    if conversation.kind == Conversation.Kind.JOB and user.pk == conversation.candidate_id:
        raise NotAllowed
    remove_participant(conversation=conversation, user=user)


def remove_participant(*, conversation: Conversation, user: User) -> None:
    rev = next_rev(conversation)
    Participant.objects.filter(conversation=conversation, user=user, left_at=None).update(
        left_at=timezone.now(), rev=rev, updated_at=timezone.now()
    )
    send_system_message(conversation_id=conversation.pk, facts={"type": "left", "user": user.pk, "name": user.name})
    push_on_commit([user.pk], {"type": "conversation.removed", "conversation": conversation.pk})
    tell_members(conversation.pk, "conversation.changed")


@transaction.atomic
def hand_over(*, by: User, conversation_id: int, to: User) -> Conversation:
    """Makes a colleague the one who answers for the company; the candidate sees who."""
    conversation = lock_for(by, conversation_id)
    if (
        conversation.kind != Conversation.Kind.JOB
        or by.company_id is None
        or {by.company_id, to.company_id} != {conversation.company_id}
        or to.role != Role.RECRUITER
        or not to.is_active
    ):
        raise NotAllowed
    add_participant(conversation=conversation, user=to, role=Participant.Role.RECRUITER, by=by)
    conversation = lock_for(by, conversation_id)
    changes: dict[str, Any] = {"recruiter": to}
    if conversation.waiting_for_id == conversation.recruiter_id:
        changes["waiting_for"] = to
    next_rev(conversation, **changes)
    tell_members(conversation.pk, "conversation.changed")
    return conversation


@transaction.atomic
def set_stage(*, by: User, conversation_id: int, stage: str) -> Conversation:
    """Moves the conversation to another stage; all members see by whom. Closing ends the waiting."""
    if stage not in Conversation.Stage.values:
        raise InvalidInput(field="stage")
    conversation = lock_for(by, conversation_id)
    is_candidates = conversation.kind == Conversation.Kind.JOB and by.pk == conversation.candidate_id
    if is_candidates and stage != Conversation.Stage.CLOSED:
        raise NotAllowed
    if conversation.stage == stage:
        return conversation
    changes: dict[str, Any] = {"stage": stage}
    if stage == Conversation.Stage.CLOSED:
        changes["waiting_for"] = None
    next_rev(conversation, **changes)
    send_system_message(conversation_id=conversation.pk, facts={"type": "stage", "stage": stage, "user": by.pk})
    tell_members(conversation.pk, "conversation.changed", stage=stage)
    conversation.refresh_from_db()
    return conversation


@transaction.atomic
def open_group_conversation(*, by: User, title: str, members: Iterable[User]) -> Conversation:
    return open_conversation(
        kind=Conversation.Kind.GROUP,
        title=title[:120],
        opened_by=by,
        seats=dict.fromkeys([by, *members], Participant.Role.MEMBER),
    )


@transaction.atomic
def open_support_conversation(*, person: User, opening: str, history: Sequence[str]) -> Conversation:
    """Brings a person to the support team, with what was said before. Their open one, where there is one.

    `opening` is what they ask, sent in their name; `history` the lines that led here, oldest first.
    """
    found = (
        Conversation.objects.for_user(person)
        .filter(kind=Conversation.Kind.SUPPORT, candidate=person)
        .exclude(stage=Conversation.Stage.CLOSED)
        .order_by("-id")
        .first()
    )
    conversation = found or open_conversation(
        kind=Conversation.Kind.SUPPORT,
        opened_by=person,
        candidate=person,
        seats={person: Participant.Role.MEMBER}
        | {operator: Participant.Role.SUPPORT for operator in _support_team() if operator != person},
    )
    if history:
        lines = [str(line)[:2000] for line in history][-MAX_HISTORY_LINES:]
        send_system_message(conversation_id=conversation.pk, facts={"type": "history", "lines": lines})
    send_message(sender=person, conversation_id=conversation.pk, body=opening, client_id=new_client_id())
    return conversation


def _support_team() -> list[User]:
    """The support group; where it is empty, all operators."""
    active = User.objects.filter(is_active=True, is_staff=True)
    return list(active.filter(groups__name=SUPPORT_GROUP)) or list(active.filter(role=Role.OPERATOR))


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
