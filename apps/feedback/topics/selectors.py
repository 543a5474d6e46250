from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count

from apps.accounts.models import User
from apps.feedback.tickets.models import Ticket
from apps.feedback.topics import meaning
from apps.feedback.topics.models import Topic
from apps.language import detect, search_tokens

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
    """Published topics and own open tickets that say nearly what the text says, or share its words, best first. By
    meaning it finds across languages; by words, what has just two of them."""
    text = text[:2000]
    words = _words(text)
    if len(words) < 2:
        return []
    topics = Topic.objects.shown().annotate(supporters=Count("supports")).order_by("-pk")[:200]
    mine = Ticket.objects.for_user(person).open().order_by("-pk")[:30]
    found = [
        Similar(topic=topic, ticket=None, likeness=_likeness(words, [topic.title_en, topic.title_zh]))
        for topic in topics
    ]
    found += [Similar(topic=None, ticket=ticket, likeness=_likeness(words, [ticket.body])) for ticket in mine]
    by_meaning = _by_meaning(text, [_texts(one) for one in found])
    alike = [
        replace(one, likeness=max(one.likeness if one.likeness >= ALIKE_FROM else 0.0, near))
        for one, near in zip(found, by_meaning, strict=True)
    ]
    return sorted((one for one in alike if one.likeness), key=lambda one: -one.likeness)[:MOST_SUGGESTIONS]


def _texts(one: Similar) -> list[str]:
    if one.topic is not None:
        return [one.topic.title_en, one.topic.title_zh]
    return [one.ticket.body[:2000]] if one.ticket is not None else []


def _by_meaning(text: str, candidates: Sequence[Sequence[str]]) -> list[float]:
    """For each candidate how likely one of its texts says the same, 0 where that isn't worth showing. The vectors of
    topics that were compared before come from the sentence model's cache."""
    flat = [(place, known) for place, texts in enumerate(candidates) for known in texts if known]
    near = [0.0] * len(candidates)
    if not flat:
        return near
    others = meaning.meanings([known for _place, known in flat])
    chinese = [meaning.is_chinese(detect(known)) for _place, known in flat]
    nearest = meaning.best(meaning.meanings([text])[0], others, chinese, most=2 * MOST_SUGGESTIONS)
    for one in meaning.worth_showing(nearest):
        place = flat[one.place][0]
        near[place] = max(near[place], one.likeness)
    return near


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
