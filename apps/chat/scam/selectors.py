from typing import TypedDict

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.scam.models import ScamWarning
from apps.chat.scam.wording import for_reader


class Warned(TypedDict):
    """`text` says in the reader's language what is wrong with the message."""

    message: int
    family: str
    text: str


def warnings_in(conversation: Conversation, viewer: User) -> QuerySet[ScamWarning]:
    """What this viewer is warned of, the newest first: not of their own messages, nor of what is taken back or was
    found harmless."""
    found = ScamWarning.objects.filter(message__conversation=conversation, message__recalled_at=None)
    found = found.exclude(message__sender=viewer).exclude(verdict=ScamWarning.Verdict.HARMLESS)
    return found.order_by("-message")


def is_warned_of(message_id: int) -> bool:
    """Whether anybody is warned of this message."""
    return ScamWarning.objects.filter(message=message_id).exclude(verdict=ScamWarning.Verdict.HARMLESS).exists()


def warned(warning: ScamWarning) -> Warned:
    return Warned(message=warning.message_id, family=warning.family, text=for_reader(warning.family))
