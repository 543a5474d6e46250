"""Why a message couldn't go out, in words."""

from apps.chat.conversations.errors import ConversationClosed, NotAccepting, NotAParticipant
from apps.errors import DomainError

_REASONS = {error.code: error.message for error in (ConversationClosed, NotAccepting, NotAParticipant)}


def refusal_words(code: str) -> str:
    return str(_REASONS.get(code, DomainError.message))
