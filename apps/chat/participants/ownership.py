"""A group belongs to somebody as long as anybody is in it."""

from typing import Any

from django.db.models import Case, IntegerField, Value, When

from apps.accounts.models import User
from apps.chat.conversations.locking import next_rev
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.sending.services import send_system_message

Role = Participant.Role


def pass_on_ownership(conversation: Conversation, *, owner: User, to: User | None = None, stays: bool = False) -> None:
    """Gives a group from its owner to `to`, else to its longest admin, else to its longest member; nothing where
    `owner` isn't, or is alone. Who owned it and `stays` is an admin from now on. Call it under the group's lock."""
    present = Participant.objects.filter(conversation=conversation, left_at=None)
    own = present.filter(user=owner, role=Role.OWNER)
    if not own.exists():
        return
    others = present.exclude(user=owner).filter(user__is_active=True).select_related("user")
    admins_first = Case(When(role=Role.ADMIN, then=Value(0)), default=Value(1), output_field=IntegerField())
    heir = others.filter(user=to).first() if to else others.order_by(admins_first, "joined_at", "pk").first()
    if heir is None:
        return
    own.update(role=Role.ADMIN if stays else Role.MEMBER, rev=next_rev(conversation))
    present.filter(pk=heir.pk).update(role=Role.OWNER, rev=next_rev(conversation))
    facts: dict[str, Any] = {"type": "owner", "user": heir.user_id, "name": heir.user.name, "by": owner.pk}
    send_system_message(conversation_id=conversation.pk, facts=facts)
    conversation.refresh_from_db()
