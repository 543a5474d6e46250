"""Whom one may bring into a group, who is in it, and who was asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.moments import iso
from apps.chat.groups.errors import LinkOver
from apps.chat.groups.models import GroupInvitation, GroupLink
from apps.chat.participants.selectors import colleagues_of
from apps.errors import NotFound
from apps.language.pinyin import pinyin_keys

Role = Participant.Role

MOST_MEMBERS = 200
"""Those in a group and those asked into it, together."""

MOST_OFFERED = 200
MOST_NAMES = 20
"""Of those in a group, for who decides whether to join."""


def addressable(person: User) -> QuerySet[User]:
    """Whom the person may ask into a group: colleagues, and whoever shares a conversation with them now; nobody whom
    they blocked or who blocked them. Colleagues first."""
    shared = Conversation.objects.for_user(person).exclude(kind=Conversation.Kind.SUPPORT)
    known = Participant.objects.filter(conversation__in=shared.values("pk"), left_at=None)
    is_colleague = Q(pk__in=colleagues_of(person).values("pk"))
    found = User.objects.filter(is_colleague | Q(pk__in=known.values("user")), is_active=True)
    return (
        found.exclude(pk__in=blocked_ids(person) | {person.pk})
        .select_related("company")
        .annotate(nearness=Case(When(is_colleague, then=Value(0)), default=Value(1), output_field=IntegerField()))
        .order_by("nearness", "name", "pk")
    )


def matches(person: User, words: str) -> bool:
    """Whether a name has these words, or sounds like them: whole or by initials, as presets are found."""
    keys = [person.name.casefold(), *pinyin_keys(person.name)]
    return all(any(word in key for key in keys) for word in words.casefold().split()[:5])


def joins_at_once(by: User, person: User) -> bool:
    """Colleagues are added; everybody else is asked."""
    return by.company_id is not None and by.company_id == person.company_id


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a group, and what the viewer may do with them."""

    user: User
    role: str
    label: str
    is_viewer: bool
    may_remove: bool
    may_name_admin: bool
    may_unname_admin: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group as one of its members sees it. `may_manage`: rename, invite, remove."""

    conversation: Conversation
    members: list[Member]
    invitations: list[GroupInvitation]
    link: GroupLink | None
    may_manage: bool
    is_owner: bool

    @property
    def room(self) -> int:
        """How many more may come."""
        return max(0, MOST_MEMBERS - len(self.members) - len(self.invitations))


POWER = {Role.OWNER: 2, Role.ADMIN: 1}


def group_of(viewer: User, conversation_id: int, *, now: datetime) -> Group:
    """Raises NotFound for who isn't in it, and for what is no group."""
    groups = Conversation.objects.for_user(viewer).filter(kind=Conversation.Kind.GROUP)
    conversation = groups.filter(pk=conversation_id).first()
    if conversation is None:
        raise NotFound
    present = conversation.participants.filter(left_at=None).select_related("user__company")
    participants = sorted(present, key=lambda one: (-POWER.get(Role(one.role), 0), one.joined_at, one.pk))
    own = next(one for one in participants if one.user_id == viewer.pk)
    power = POWER.get(Role(own.role), 0)
    return Group(
        conversation=conversation,
        members=[_member(one, viewer, power) for one in participants],
        invitations=list(open_invitations(conversation)) if power else [],
        link=GroupLink.objects.filter(conversation=conversation, until__gt=now).first() if power else None,
        may_manage=power > 0,
        is_owner=power == POWER[Role.OWNER],
    )


def _member(participant: Participant, viewer: User, power: int) -> Member:
    is_viewer = participant.user_id == viewer.pk
    theirs = POWER.get(Role(participant.role), 0)
    owns = power == POWER[Role.OWNER] and not is_viewer
    return Member(
        user=participant.user,
        role=participant.role,
        label=str(Role(participant.role).label) if theirs else "",
        is_viewer=is_viewer,
        may_remove=not is_viewer and power > theirs,
        may_name_admin=owns and theirs == 0,
        may_unname_admin=owns and theirs == 1,
    )


def open_invitations(conversation: Conversation) -> QuerySet[GroupInvitation]:
    found = GroupInvitation.objects.filter(conversation=conversation, state=GroupInvitation.State.OPEN)
    return found.select_related("person__company", "by").order_by("pk")


def invitations_of(person: User) -> QuerySet[GroupInvitation]:
    """Those that wait for the person's answer, newest first."""
    found = GroupInvitation.objects.filter(person=person, state=GroupInvitation.State.OPEN)
    return found.select_related("conversation", "by__company").order_by("-pk")


def invitation_for(person: User, invitation_id: int) -> GroupInvitation:
    """Raises NotFound for what isn't theirs, or was taken back."""
    found = GroupInvitation.objects.filter(pk=invitation_id, person=person)
    invitation = found.exclude(state=GroupInvitation.State.WITHDRAWN).select_related("conversation", "by").first()
    if invitation is None:
        raise NotFound
    return invitation


@dataclass(frozen=True, slots=True)
class Preview:
    """What somebody sees of a group before they are in it. Who comes by a link reads no names."""

    title: str
    count: int
    names: list[str]
    by: str
    has_blocked: bool

    def as_dict(self) -> dict[str, Any]:
        return {"title": self.title, "members": self.count, "names": self.names, "by": self.by}


def preview_of(conversation: Conversation, viewer: User, *, by: User | None, with_names: bool) -> Preview:
    present = conversation.participants.filter(left_at=None)
    ids = set(present.values_list("user_id", flat=True))
    names = list(present.order_by("pk").values_list("user__name", flat=True)[:MOST_NAMES]) if with_names else []
    return Preview(
        title=conversation.title,
        count=len(ids),
        names=names,
        by=by.name if by else "",
        has_blocked=not ids.isdisjoint(blocked_ids(viewer)),
    )


def link_by_token(token: str, *, now: datetime) -> GroupLink:
    """Raises LinkOver for one that doesn't work, whatever the reason."""
    link = GroupLink.objects.select_related("conversation", "by").filter(token=token, until__gt=now).first()
    if link is None or link.conversation.stage == Conversation.Stage.CLOSED:
        raise LinkOver
    return link


def invitation_dict(invitation: GroupInvitation, viewer: User) -> dict[str, Any]:
    preview = preview_of(invitation.conversation, viewer, by=invitation.by, with_names=True)
    return {"id": invitation.pk, "created_at": iso(invitation.created_at), **preview.as_dict()}
