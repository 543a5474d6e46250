"""Opening groups, and changing them: each under the group's lock, and told to everybody in it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.errors import ConversationClosed
from apps.chat.conversations.locking import locked, next_rev, tell_members
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.services import open_group_conversation
from apps.chat.groups.errors import ForAdmins, ForOwner, GroupFull, NotAGroup
from apps.chat.groups.models import GroupInvitation, GroupLink
from apps.chat.groups.selectors import MOST_MEMBERS, POWER, open_invitations
from apps.chat.messages.errors import EmptyMessage, TooLong
from apps.chat.messages.outgoing import clean_body
from apps.chat.participants.ownership import pass_on_ownership
from apps.chat.participants.services import remove_participant
from apps.chat.safety import limits
from apps.chat.safety.permissions import lock_to_change
from apps.chat.sending.services import send_system_message
from apps.chat.sending.sql import SENDER_LOCKS
from apps.errors import InvalidInput, NotAllowed, NotFound, RateLimited
from apps.locks import lock_until_commit

MAX_TITLE = 120
Role = Participant.Role


@transaction.atomic
def open_group(*, by: User, title: str, client_id: UUID | None = None, now: datetime | None = None) -> Conversation:
    """A group of one, to be filled by `groups.joining.bring_in`. Counts against the new conversations of the day."""
    now = now or timezone.now()
    title = checked_title(title)
    _count_against_limit(by, now)
    conversation = open_group_conversation(by=by, title=title, client_id=client_id)
    send_system_message(
        conversation_id=conversation.pk, facts={"type": "group_opened", "user": by.pk, "name": by.name}, now=now
    )
    # A group stands in the list from the moment at which it was opened.
    Conversation.objects.filter(pk=conversation.pk).update(last_message_at=now)
    conversation.refresh_from_db()
    return conversation


def checked_title(title: str) -> str:
    """In one line, up to 120 characters."""
    try:
        title = " ".join(clean_body(title).split())
    except EmptyMessage as error:
        raise InvalidInput(field="title") from error
    if len(title) > MAX_TITLE:
        raise TooLong(field="title")
    return title


@transaction.atomic
def rename_group(*, by: User, conversation_id: int, title: str) -> Conversation:
    conversation = lock_as_admin(by, conversation_id)
    title = checked_title(title)
    if title == conversation.title:
        return conversation
    next_rev(conversation, title=title)
    facts = {"type": "renamed", "user": by.pk, "name": by.name, "lines": [title]}
    send_system_message(conversation_id=conversation.pk, facts=facts)
    tell_members(conversation.pk, "conversation.changed")
    conversation.refresh_from_db()
    return conversation


@transaction.atomic
def remove_member(*, by: User, conversation_id: int, person_id: int) -> None:
    """Takes somebody out of the group, or their invitation back. The group's link ends with it, as it is known to who
    was removed. Raises NotFound for who is neither in it nor asked."""
    conversation = lock_as_admin(by, conversation_id)
    asked = open_invitations(conversation).filter(person=person_id)
    if asked.update(state=GroupInvitation.State.WITHDRAWN, answered_at=timezone.now()):
        return
    participant = _present(conversation, person_id)
    own = _present(conversation, by.pk)
    if POWER.get(Role(participant.role), 0) >= POWER.get(Role(own.role), 0):
        raise NotAllowed
    GroupLink.objects.filter(conversation=conversation).delete()
    remove_participant(conversation=conversation, user=participant.user, by=by)


@transaction.atomic
def set_role(*, by: User, conversation_id: int, person_id: int, role: str) -> None:
    """Names an admin, or no longer; or makes another the owner, and who was it an admin. The owner alone may."""
    conversation = lock_as_admin(by, conversation_id)
    if _present(conversation, by.pk).role != Role.OWNER:
        raise ForOwner
    participant = _present(conversation, person_id)
    if role not in (Role.MEMBER, Role.ADMIN, Role.OWNER):
        raise InvalidInput(field="role")
    if participant.role == role:
        return
    if participant.user_id == by.pk:
        raise NotAllowed
    if role == Role.OWNER:
        pass_on_ownership(conversation, owner=by, to=participant.user, stays=True)
    else:
        participant.role, participant.rev = role, next_rev(conversation)
        participant.save(update_fields=["role", "rev", "updated_at"])
    tell_members(conversation.pk, "conversation.changed")


def lock_as_admin(user: User, conversation_id: int) -> Conversation:
    """The group under its lock, for its owner and admins; raises why it isn't theirs to change."""
    conversation = lock_to_change(user, conversation_id)
    if conversation.kind != Conversation.Kind.GROUP:
        raise NotAGroup
    if not POWER.get(Role(_present(conversation, user.pk).role)):
        raise ForAdmins
    return conversation


def lock_group(conversation_id: int) -> Conversation:
    """A group under its lock, for somebody who isn't in it yet; raises ConversationClosed."""
    found = locked(Conversation.objects.filter(pk=conversation_id, kind=Conversation.Kind.GROUP)).first()
    if found is None:
        raise NotFound
    if found.stage == Conversation.Stage.CLOSED:
        raise ConversationClosed
    return found


def check_room(conversation: Conversation, *, more: int = 1) -> None:
    """Raises GroupFull where so many more don't fit."""
    present = conversation.participants.filter(left_at=None).count()
    if present + open_invitations(conversation).count() + more > MOST_MEMBERS:
        raise GroupFull


def _present(conversation: Conversation, person_id: int) -> Participant:
    found = conversation.participants.filter(user=person_id, left_at=None).select_related("user").first()
    if found is None:
        raise NotFound
    return found


def opened_before(by: User, client_id: UUID) -> Conversation | None:
    """The group that the same form opened already. Takes the person's lock, so that of two forms one waits."""
    _lock_opener(by)
    return Conversation.objects.filter(opened_by=by, client_id=client_id).first()


def _lock_opener(by: User) -> None:
    lock_until_commit(SENDER_LOCKS, by.pk)


def _count_against_limit(by: User, now: datetime) -> None:
    """As many groups a day as new conversations; both have their own count."""
    limit = limits.new_conversations_per_day(by.pk)
    if not limit:
        return
    _lock_opener(by)
    since = now - limits.DAY
    opened = Conversation.objects.filter(opened_by=by, kind=Conversation.Kind.GROUP, created_at__gt=since)
    moments = list(opened.order_by("created_at").values_list("created_at", flat=True))
    if len(moments) >= limit:
        raise RateLimited(retry_after=max(60, round((moments[0] + limits.DAY - now).total_seconds())))
