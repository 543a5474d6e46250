"""The rules in force, compiled once a process and again when somebody changed them."""

import logging
import time
from dataclasses import dataclass, field

from django.db.models import Count, Max

from apps.chat.scam.models import ScamRule
from apps.chat.scam.rulebook import INNOCENT, RuleBook, UnreadablePattern, book_of, read_patterns

logger = logging.getLogger(__name__)

FRESH_SECONDS = 20.0
"""So long after a change the other processes still go by the rules of before."""


@dataclass(slots=True)
class _Kept:
    book: RuleBook = field(default_factory=lambda: RuleBook({}))
    asking: RuleBook = field(default_factory=lambda: RuleBook({}))
    looked_at: float = -FRESH_SECONDS


_kept = _Kept()


def rules() -> RuleBook:
    """All rules that are switched on."""
    _look()
    return _kept.book


def asking_rules() -> RuleBook:
    """Those that ask the sender before a message goes out."""
    _look()
    return _kept.asking


def forget() -> None:
    """The next look is at the database."""
    _kept.looked_at = -FRESH_SECONDS


def _is_readable(family: str, patterns: str) -> bool:
    """The console saves no others; whatever wrote one past it, everybody's messages still go out."""
    try:
        read_patterns(patterns)
    except UnreadablePattern:
        logger.exception("The rule of %s can't be read and is left out.", family)
        return False
    return True


def _look() -> None:
    now = time.monotonic()
    if now - _kept.looked_at < FRESH_SECONDS:
        return
    active = ScamRule.objects.filter(is_active=True)
    state = active.aggregate(count=Count("pk"), newest=Max("updated_at"))
    version = f"{state['count']}:{state['newest']:%Y%m%d%H%M%S.%f}" if state["newest"] else ""
    if version != _kept.book.version:
        found = [row for row in active.values_list("family", "patterns", "asks_sender") if _is_readable(*row[:2])]
        _kept.book = book_of([(family, text) for family, text, _asks in found], version=version)
        _kept.asking = book_of(
            [(family, text) for family, text, asks in found if asks or family == INNOCENT], version=version
        )
    _kept.looked_at = now
