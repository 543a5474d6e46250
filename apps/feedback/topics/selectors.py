from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from apps.accounts.models import User
from apps.feedback.tickets.models import Ticket
from apps.feedback.topics.models import Topic
from apps.language import search_tokens

MOST_SUGGESTIONS = 3


ALIKE_FROM = 0.4


SHORTEST_WORD = 4


TOKENS_READ = 400


@dataclass(frozen=True)
class Similar:
    """Something the person may have meant: a published topic, or their own ticket."""

    topic: Topic | None
    ticket: Ticket | None
    likeness: float


def similar(person: User, text: str) -> list[Similar]:
    """Published topics and own open tickets that share their words with the text, best first. By words alone: it is
    asked while typing, and topics carry both languages."""
    words = _words(text[:2000])
    if len(words) < 2:
        return []
    topics = Topic.objects.filter(is_published=True).annotate(supporters=Count("supports")).order_by("-pk")[:200]
    mine = Ticket.objects.for_user(person).open().order_by("-pk")[:30]
    found = [
        Similar(topic=topic, ticket=None, likeness=_likeness(words, [topic.title_en, topic.title_zh]))
        for topic in topics
    ]
    found += [Similar(topic=None, ticket=ticket, likeness=_likeness(words, [ticket.body])) for ticket in mine]
    alike = [one for one in found if one.likeness >= ALIKE_FROM]
    return sorted(alike, key=lambda one: -one.likeness)[:MOST_SUGGESTIONS]


def _words(text: str) -> frozenset[str]:
    """Pairs of Chinese characters, and Latin words long enough to mean something."""
    found = search_tokens(text)[:TOKENS_READ]
    return frozenset(word for word in found if len(word) >= (SHORTEST_WORD if word.isascii() else 2))


def _likeness(words: frozenset[str], texts: Sequence[str]) -> float:
    """Share of common words, 0–1, with the text that shares most: the overlap coefficient, which forgives length."""
    best = 0.0
    for text in texts:
        others = _words(text)
        common = len(words & others)
        if common >= 2:
            best = max(best, common / min(len(words), len(others)))
    return best
