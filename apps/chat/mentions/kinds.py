from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Participant
from apps.notifications.deciding.registry import Kind, register


def _is_known(facts: dict[str, Any], person: User) -> bool:
    """They have read the message, or an e-mail about what they missed has told of it."""
    seq = facts.get("seq")
    waiting = Participant.objects.filter(user=person, conversation=facts.get("conversation"), left_at=None)
    return seq is not None and not waiting.filter(read_seq__lt=seq, mailed_seq__lt=seq).exists()


MENTIONED = register(
    Kind(
        key="mentioned",
        name=_("Somebody mentioned you"),
        title=_("%(name)s mentioned you"),
        body=_("In the group %(title)s."),
        icon="at-sign",
        email_after_minutes=30,
        is_moot=_is_known,
    )
)
