"""How people come into a group: colleagues are added, others are asked by name, and a link lets in who has it.

Who joins reads what was said before; none of it counts as unread.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.people.selectors import is_blocked_between
from apps.chat.conversations.errors import NotAccepting
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.groups.errors import InvitationOver
from apps.chat.groups.kinds import INVITED
from apps.chat.groups.models import GroupInvitation, GroupLink
from apps.chat.groups.selectors import addressable, invitation_for, joins_at_once, link_by_token
from apps.chat.groups.services import check_room, lock_as_admin, lock_group, open_group, opened_before
from apps.chat.participants.services import add_participant
from apps.chat.safety.limits import DAY
from apps.errors import NotFound, RateLimited
from apps.notifications.deciding.services import mark_read, notify

State = GroupInvitation.State
LINK_FOR = timedelta(days=7)
INVITATIONS_PER_DAY = 50
NOT_AGAIN_FOR = timedelta(days=7)
"""Who declined isn't asked into the same group again for so long."""


@transaction.atomic
def open_and_fill(
    *, by: User, title: str, people: Iterable[int], client_id: UUID | None = None, now: datetime | None = None
) -> Conversation:
    """Opens a group and brings these people in, or nothing of it; the same `client_id` again gives the first one."""
    if client_id and (before := opened_before(by, client_id)):
        return before
    conversation = open_group(by=by, title=title, client_id=client_id, now=now)
    bring_in(by=by, conversation_id=conversation.pk, people=people, now=now)
    return conversation


@transaction.atomic
def bring_in(*, by: User, conversation_id: int, people: Iterable[int], now: datetime | None = None) -> None:
    """Adds colleagues, and asks the others. Raises NotFound for whom the person may not address, so that nobody is
    brought in by whom they blocked; who is in it, was asked, or declined lately, is passed over."""
    now = now or timezone.now()
    conversation = lock_as_admin(by, conversation_id)
    wanted = set(people)
    found = {person.pk: person for person in addressable(by).filter(pk__in=wanted)}
    if wanted - found.keys():
        raise NotFound(field="people")
    present = conversation.participants.filter(left_at=None, user__in=wanted).values_list("user_id", flat=True)
    asked = GroupInvitation.objects.filter(conversation=conversation, person__in=wanted)
    asked_lately = asked.filter(state=State.OPEN) | asked.filter(
        state=State.DECLINED, answered_at__gt=now - NOT_AGAIN_FOR
    )
    passed_over = {*present, *asked_lately.values_list("person_id", flat=True)}
    fresh = [person for number, person in sorted(found.items()) if number not in passed_over]
    check_room(conversation, more=len(fresh))
    _count_invitations(by, len([person for person in fresh if not joins_at_once(by, person)]), now)
    for person in fresh:
        if joins_at_once(by, person):
            _add(conversation, person, by=by)
        else:
            _ask(conversation, person, by=by, now=now)


@transaction.atomic
def answer_invitation(
    *, person: User, invitation_id: int, accepts: bool, now: datetime | None = None
) -> Conversation | None:
    """The group, for who accepted; None for who declined, of which nobody is told. The same answer again changes
    nothing; raises InvitationOver for another one, NotFound for what isn't theirs."""
    now = now or timezone.now()
    wanted = State.ACCEPTED if accepts else State.DECLINED
    number = invitation_for(person, invitation_id).conversation_id
    conversation = lock_group(number)
    invitation = invitation_for(person, invitation_id)
    if invitation.state == State.OPEN:
        GroupInvitation.objects.filter(pk=invitation.pk).update(state=wanted, answered_at=now)
        if accepts:
            _add(conversation, person, by=invitation.by)
        mark_read(person=person, causes=[invitation_cause(invitation.pk)], now=now)
    elif invitation.state != wanted:
        raise InvitationOver
    return conversation if accepts else None


@transaction.atomic
def make_link(*, by: User, conversation_id: int, now: datetime | None = None) -> GroupLink:
    """A new link, which ends the one before. It works for seven days, or until somebody is removed."""
    now = now or timezone.now()
    conversation = lock_as_admin(by, conversation_id)
    link, _is_new = GroupLink.objects.update_or_create(
        conversation=conversation, defaults={"token": secrets.token_urlsafe(18), "by": by, "until": now + LINK_FOR}
    )
    return link


@transaction.atomic
def end_link(*, by: User, conversation_id: int) -> None:
    GroupLink.objects.filter(conversation=lock_as_admin(by, conversation_id)).delete()


@transaction.atomic
def join_by_link(*, person: User, token: str, now: datetime | None = None) -> Conversation:
    """Whoever is in it already stays as they are. Raises LinkOver, GroupFull; and NotAccepting between people of whom
    one blocked the other, where one of them made the link."""
    now = now or timezone.now()
    conversation = lock_group(link_by_token(token, now=now).conversation_id)
    link = link_by_token(token, now=now)
    if conversation.participants.filter(user=person, left_at=None).exists():
        return conversation
    if is_blocked_between(person, link.by):
        raise NotAccepting
    asked = GroupInvitation.objects.filter(conversation=conversation, person=person, state=State.OPEN)
    asked.update(state=State.ACCEPTED, answered_at=now)
    check_room(conversation)
    _add(conversation, person, by=None)
    return conversation


def _add(conversation: Conversation, person: User, *, by: User | None) -> None:
    participant = add_participant(conversation=conversation, user=person, role=Participant.Role.MEMBER, by=by)
    head = F("conversation__head_seq")
    newest = Participant.objects.filter(pk=participant.pk).values_list(head, flat=True).get()
    Participant.objects.filter(pk=participant.pk).update(read_seq=newest, delivered_seq=newest, archived_at=None)


def _ask(conversation: Conversation, person: User, *, by: User, now: datetime) -> None:
    invitation = GroupInvitation.objects.create(conversation=conversation, person=person, by=by)
    notify(
        person=person,
        kind=INVITED,
        cause=invitation_cause(invitation.pk),
        facts={"name": by.name, "title": conversation.title},
        url=reverse("chat:group_invitation", args=[invitation.pk]),
        now=now,
    )


def invitation_cause(number: int) -> str:
    """Of the notice by which somebody is asked."""
    return f"group_invitation:{number}"


def _count_invitations(by: User, more: int, now: datetime) -> None:
    lately = GroupInvitation.objects.filter(by=by, created_at__gt=now - DAY).order_by("created_at")
    if more and lately.count() + more > INVITATIONS_PER_DAY:
        oldest = lately.values_list("created_at", flat=True).first() or now
        raise RateLimited(retry_after=max(60, round((oldest + DAY - now).total_seconds())))
