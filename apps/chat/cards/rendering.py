"""The card as its message holds it: the same for every member."""

from typing import Any

from apps.chat.cards.models import Card
from apps.chat.cards.registry import CardType
from apps.chat.conversations.moments import iso

CardDict = dict[str, Any]


def shown(card: Card, card_type: CardType) -> CardDict:
    return {
        "type": card.type,
        "version": card.version,
        "state": card.state,
        "step": card.steps_taken,
        "facts": card_type.public(card),
        "due_at": iso(card.due_at),
        "closed_at": iso(card.closed_at),
    }
