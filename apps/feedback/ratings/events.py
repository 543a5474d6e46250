from dataclasses import dataclass

from apps.chat.conversations.events import ConversationEvent


@dataclass(frozen=True)
class ConversationRated(ConversationEvent, kind="feedback.conversation_rated"):
    """Published once per side, with the first rating; changing it later doesn't repeat it."""

    rater: int
    stars: int
