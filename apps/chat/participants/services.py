"""Who takes part in a conversation, in which role: joining, leaving, handing over."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import Role, User
from apps.chat.conversations.errors import LastOfCompany, NotAParticipant
from apps.chat.conversations.events import ConversationHandedOver
from apps.chat.conversations.locking import lock_for, locked, next_rev, tell_members
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.messages.errors import TooLong
from apps.chat.messages.outgoing import clean_body
from apps.chat.messages.placeholders import check_filled_in
from apps.chat.participants.ownership import pass_on_ownership
from apps.chat.safety.permissions import lock_to_change
from apps.chat.sending.services import send_system_message
from apps.errors import NotAllowed
from apps.events.services import publish
from apps.realtime.hub import push_on_commit

MAX_WORDS = 500


@transaction.atomic
def add_participant(*, conversation: Conversation, user: User, role: str, by: User | None = None) -> Participant:
    """Lets a person take part (again), and everybody sees who joined. Who is in it already stays as they are."""
    rev = next_rev(conversation)
    participant, is_new = Participant.objects.get_or_create(
        conversation=conversation, user=user, defaults={"role": role, "rev": rev}
    )
    if not is_new:
        if participant.left_at is None:
            return participant
        participant.left_at, participant.rev, participant.role = None, rev, role
        participant.save(update_fields=["left_at", "rev", "role", "updated_at"])
    send_system_message(
        conversation_id=conversation.pk,
        facts={"type": "joined", "user": user.pk, "name": user.name, "by": by.pk if by else None},
    )
    conversation.refresh_from_db()
    push_on_commit([user.pk], {"type": "conversation.new", "conversation": conversation.pk})
    tell_members(conversation.pk, "conversation.changed")
    return participant


@transaction.atomic
def leave_conversation(*, user: User, conversation_id: int, to: User | None = None) -> None:
    """Takes part no longer: no frame of the conversation follows, and it is gone from one's lists.

    A job's conversation always has somebody who answers for the company: leaving is handing over to `to`, else to a
    colleague who is in it already. Raises LastOfCompany where there is none, NotAllowed for the candidate. A group's
    owner passes it on to `to`, else to who has been an admin or a member longest.
    """
    conversation = lock_for(user, conversation_id)
    if conversation.kind == Conversation.Kind.JOB:
        if user.pk == conversation.candidate_id:
            raise NotAllowed
        if to is not None:
            conversation = hand_over(by=user, conversation_id=conversation_id, to=to)
        elif conversation.recruiter_id in (user.pk, None) or not _has_recruiter(conversation):
            _answers_from_now_on(conversation, by=user, to=_colleague_in(conversation, user))
    elif conversation.kind == Conversation.Kind.GROUP:
        pass_on_ownership(conversation, owner=user, to=to)
    remove_participant(conversation=conversation, user=user)


def _has_recruiter(conversation: Conversation) -> bool:
    """Whether who answers for the company is still here."""
    return conversation.participants.filter(user=conversation.recruiter_id, left_at=None).exists()


def _colleague_in(conversation: Conversation, user: User) -> User:
    colleagues = conversation.participants.filter(
        role=Participant.Role.RECRUITER, left_at=None, user__is_active=True
    ).exclude(user=user)
    colleague = colleagues.select_related("user").order_by("joined_at", "pk").first()
    if colleague is None:
        raise LastOfCompany
    return colleague.user


def remove_participant(*, conversation: Conversation, user: User, by: User | None = None) -> None:
    """`by` is who took them out of it; without, they left."""
    now = timezone.now()
    present = Participant.objects.filter(conversation=conversation, user=user, left_at=None)
    if not present.update(left_at=now, rev=next_rev(conversation), updated_at=now):
        return
    facts: dict[str, Any] = {"type": "left", "user": user.pk, "name": user.name}
    if by is not None:
        facts |= {"type": "removed", "by": by.pk}
    send_system_message(conversation_id=conversation.pk, facts=facts)
    push_on_commit([user.pk], {"type": "conversation.removed", "conversation": conversation.pk})
    tell_members(conversation.pk, "conversation.changed")


@transaction.atomic
def hand_over(*, by: User, conversation_id: int, to: User, words: str = "") -> Conversation:
    """Makes a colleague the one who answers for the company; the candidate reads who, and the `words` beside it. They
    are no answer: who waited still waits."""
    conversation = lock_to_change(by, conversation_id)
    words = checked_words(words)
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
    if conversation.recruiter_id != to.pk or words:
        _say_who_answers(conversation, by=by, to=to, words=words)
    _answers_from_now_on(conversation, by=by, to=to)
    return conversation


@transaction.atomic
def join_conversation(*, by: User, conversation_id: int, words: str = "", take_over: bool = False) -> Conversation:
    """Lets a recruiter into a conversation of their own company, with `words` that the candidate reads; `take_over`
    makes them the one who answers. Raises NotAParticipant for who isn't of the company."""
    words = checked_words(words)
    ours = Conversation.objects.filter(kind=Conversation.Kind.JOB, company=by.company_id, company__isnull=False)
    conversation = locked(ours).filter(pk=conversation_id).first() if by.is_recruiter else None
    if conversation is None:
        raise NotAParticipant
    add_participant(conversation=conversation, user=by, role=Participant.Role.RECRUITER, by=by)
    conversation = lock_to_change(by, conversation_id)
    if take_over:
        _say_who_answers(conversation, by=by, to=by, words=words)
        _answers_from_now_on(conversation, by=by, to=by)
    elif words:
        facts = {"type": "introduced", "user": by.pk, "name": by.name, "by": by.pk, "lines": [words]}
        send_system_message(conversation_id=conversation_id, facts=facts)
    return conversation


def checked_words(words: str) -> str:
    """A sentence beside a hand-over, cleaned; empty is none."""
    if not words.strip():
        return ""
    words = clean_body(words)
    check_filled_in(words)
    if len(words) > MAX_WORDS:
        raise TooLong(field="words")
    return words


def _say_who_answers(conversation: Conversation, *, by: User, to: User, words: str) -> None:
    """In the conversation itself, for the candidate above all."""
    facts = {
        "type": "handed_over",
        "user": to.pk,
        "name": to.name,
        "by": by.pk,
        "lines": [words] if words else [],
    }
    send_system_message(conversation_id=conversation.pk, facts=facts)
    conversation.refresh_from_db()


def _answers_from_now_on(conversation: Conversation, *, by: User, to: User) -> None:
    """Who waits for the company waits for `to`, and since when they did."""
    changes: dict[str, Any] = {"recruiter": to}
    if conversation.waiting_for_id not in (None, conversation.candidate_id):
        changes["waiting_for"] = to
    next_rev(conversation, **changes)
    publish(ConversationHandedOver(conversation=conversation.pk, by=by.pk, to=to.pk))
    tell_members(conversation.pk, "conversation.changed")
