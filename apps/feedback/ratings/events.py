from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class ConversationRated(Event, kind="feedback.conversation_rated"):
    """Published once per side, with the first rating; changing it later doesn't repeat it."""

    conversation: int
    rater: int
    stars: int

    @property
    def subject(self) -> str:
        return f"conversation:{self.conversation}"
