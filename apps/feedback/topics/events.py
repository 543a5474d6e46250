from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class TopicShipped(Event, kind="feedback.topic_shipped"):
    """What a topic asked for is there. `shipped_at` tells one shipping from the next; supporters up to the number
    `after` know of it already."""

    topic: int
    shipped_at: str
    after: int = 0

    @property
    def subject(self) -> str:
        return f"topic:{self.topic}"
