"""A conversation moved to another stage."""

from dataclasses import dataclass

from apps.chat.conversations.events import ConversationEvent


@dataclass(frozen=True)
class StageMoved(ConversationEvent, kind="chat.stage_moved"):
    """By hand, or by what was done with a card. What a first answer moves by itself isn't told here."""

    stage: str
    by: int
