"""A conversation moved to another stage."""

from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class StageMoved(Event, kind="chat.stage_moved"):
    """By hand, or by what was done with a card. What a first answer moves by itself isn't told here."""

    conversation: int
    stage: str
    by: int

    @property
    def subject(self) -> str:
        return f"conversation:{self.conversation}"
