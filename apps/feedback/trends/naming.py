"""What a cluster is called: the words that mark it, in each language, made from what still stands in its tickets."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import log

from apps.feedback.examples.reports import read_reports
from apps.feedback.tickets.models import Ticket
from apps.feedback.trends.models import TicketCluster
from apps.language import detect, tokens
from apps.language.words import phrases

WORDS = 4
TEXTS_READ = 60
"""The newest of a cluster."""
FEWEST_SAY = 2
"""A word that only one person used is that person's."""
SHORTEST = 4
"""Letters of a Latin word that means something; a Chinese one has two characters."""


def name_clusters(clusters: Iterable[TicketCluster]) -> None:
    """Of its words those that many of its people use and few reports about other things (tf–idf: K. Spärck Jones,
    Journal of Documentation 28, 1972). A language in which fewer than two people wrote has no words: the other one's
    are shown."""
    for cluster in clusters:
        by_language: dict[bool, list[set[str]]] = {True: [], False: []}
        for text in _texts(cluster):
            by_language[detect(text) != "en"].append(_words(text))
        cluster.words_zh = _marking([_chinese(words) for words in by_language[True]])
        cluster.words_en = _marking(by_language[False])
        cluster.save(update_fields=["words_en", "words_zh"])


def _texts(cluster: TicketCluster) -> list[str]:
    """One of each person, the newest."""
    tickets = Ticket.objects.filter(pk__in=cluster.members.values("ticket")).exclude(body="").order_by("-pk")
    rows = list(tickets.values_list("reporter", "correspondent", "body")[:TEXTS_READ])
    return list({(reporter, correspondent): body for reporter, correspondent, body in reversed(rows)}.values())


@cache
def _usual() -> tuple[Counter[str], int]:
    """In how many of the labelled reports each word stands, and how many these are."""
    texts = [_words(report.text) for report in read_reports()]
    return Counter(word for words in texts for word in words), len(texts)


@cache
def _empty() -> frozenset[str]:
    return frozenset(phrases("everywhere"))


def _words(text: str) -> set[str]:
    return {
        word
        for word in tokens(text[:2000])
        if not word.isdigit() and len(word) >= (SHORTEST if word.isascii() else 2) and word not in _empty()
    }


def _chinese(words: set[str]) -> set[str]:
    return {word for word in words if not word.isascii()}


def _marking(texts: list[set[str]]) -> str:
    usual, of = _usual()
    said = Counter(word for words in texts for word in words)
    weights = {word: count * log((of + 1) / (usual[word] + 1)) for word, count in said.items() if count >= FEWEST_SAY}
    best = sorted(weights, key=lambda word: (-weights[word], word))[:WORDS]
    return " · ".join(best)[:120]
