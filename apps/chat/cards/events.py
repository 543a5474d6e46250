"""A card was made, or something was done with one."""

from dataclasses import dataclass

from apps.chat.conversations.events import ConversationEvent


@dataclass(frozen=True)
class CardMade(ConversationEvent, kind="chat.card_made"):
    """`by` is None for the product."""

    topic = "cards"
    card: int
    type: str
    by: int | None


@dataclass(frozen=True)
class CardActed(ConversationEvent, kind="chat.card_acted"):
    """`step` is its number within the card; `state` the card's after it."""

    topic = "cards"
    card: int
    type: str
    step: int
    action: str
    state: str
    by: int | None
