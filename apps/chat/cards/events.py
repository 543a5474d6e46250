"""A card was made, or something was done with one."""

from dataclasses import dataclass

from apps.chat.conversations.events import lane_of
from apps.events.registry import Event


@dataclass(frozen=True)
class CardMade(Event, kind="chat.card_made"):
    """`by` is None for the product."""

    conversation: int
    card: int
    type: str
    by: int | None

    @property
    def subject(self) -> str:
        return lane_of("cards", self.conversation)


@dataclass(frozen=True)
class CardActed(Event, kind="chat.card_acted"):
    """`step` is its number within the card; `state` the card's after it."""

    conversation: int
    card: int
    type: str
    step: int
    action: str
    state: str
    by: int | None

    @property
    def subject(self) -> str:
        return lane_of("cards", self.conversation)
