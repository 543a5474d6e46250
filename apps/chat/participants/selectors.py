"""Whom one may hand a conversation over to."""

from django.db.models import QuerySet

from apps.accounts.models import Role, User
from apps.chat.conversations.models import Conversation
from apps.errors import NotFound


def colleagues_of(person: User) -> QuerySet[User]:
    """Who else recruits for the person's company."""
    if person.company_id is None:
        return User.objects.none()
    team = User.objects.filter(company=person.company_id, role=Role.RECRUITER, is_active=True)
    return team.exclude(pk=person.pk).order_by("name", "pk")


def colleague(person: User, user_id: int) -> User:
    """Raises NotFound for whoever isn't one."""
    found = colleagues_of(person).filter(pk=user_id).first()
    if found is None:
        raise NotFound(field="to")
    return found


def successor(person: User, conversation: Conversation, user_id: int) -> User:
    """To whom they leave it: a colleague, or of a group another member. Raises NotFound."""
    if conversation.kind != Conversation.Kind.GROUP:
        return colleague(person, user_id)
    members = conversation.participants.filter(left_at=None, user=user_id, user__is_active=True).exclude(user=person)
    found = members.select_related("user").first()
    if found is None:
        raise NotFound(field="to")
    return found.user
