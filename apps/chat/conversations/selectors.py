from typing import Any

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.moments import iso
from apps.errors import NotFound


def conversation_for(user: User, conversation_id: int) -> Conversation:
    """The conversation, for who takes part in it; raises NotFound for everybody else."""
    found = (
        Conversation.objects.for_user(user)
        .select_related("job", "company", "candidate", "recruiter")
        .filter(pk=conversation_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def participant_of(user: User, conversation_id: int) -> Participant:
    found = Participant.objects.filter(user=user, conversation_id=conversation_id, left_at=None).first()
    if found is None:
        raise NotFound
    return found


def participants_of(conversation: Conversation, viewer: User, *, after_rev: int = 0) -> list[dict[str, Any]]:
    """The members (and those who left), with pointers as far as the viewer may see them: read receipts are hidden
    where either side has turned them off, and who is invisible shows neither these nor what has arrived."""
    participants = (
        conversation.participants.select_related("user", "user__company").filter(rev__gte=after_rev).order_by("pk")
    )
    return [participant_dict(participant, viewer) for participant in participants]


def participant_dict(participant: Participant, viewer: User) -> dict[str, Any]:
    user = participant.user
    is_own = user.pk == viewer.pk
    shows_read = is_own or (user.send_read_receipts and viewer.send_read_receipts and not user.is_invisible)
    return {
        "user": user.pk,
        "name": user.name,
        "headline": user.headline,
        "company": user.company.name if user.company else None,
        "role": participant.role,
        "delivered": participant.delivered_seq if is_own or not user.is_invisible else 0,
        "read": participant.read_seq if shows_read else None,
        "joined_at": iso(participant.joined_at),
        "left_at": iso(participant.left_at),
        "rev": participant.rev,
    }
