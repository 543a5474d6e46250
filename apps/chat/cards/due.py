"""Cards whose time has come."""

import logging
from datetime import datetime

from apps.chat.cards.models import Card
from apps.chat.cards.services import expire

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 500


def close_due_cards(*, now: datetime) -> int:
    """Closes them, each once and in a transaction of its own; how many. One that fails doesn't hold up the others."""
    due = Card.objects.filter(closed_at=None, due_at__lte=now).order_by("due_at")
    closed = 0
    for card in due.values_list("pk", flat=True)[:MOST_AT_ONCE]:
        try:
            closed += expire(card, now=now)
        except Exception:
            logger.exception("Card %d couldn't be closed; it is tried again.", card)
    return closed
