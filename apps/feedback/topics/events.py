from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class TopicShipped(Event, kind="feedback.topic_shipped"):
    """What a topic asked for is there. `shipped_at` tells one shipping from the next."""

    topic: int
    shipped_at: str

    @property
    def subject(self) -> str:
        return f"topic:{self.topic}"
