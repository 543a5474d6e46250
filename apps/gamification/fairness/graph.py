"""Closed groups in who talks with whom: pure functions over a graph of two sides."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

MOST_ROUNDS = 30
SMALLEST, LARGEST = 4, 60
DENSE = 0.6
"""Share of the possible pairs of the two sides that really talk."""
CLOSED = 0.8
"""Share of the members' talks that stay inside."""
MOST_OF_ALL = 1 / 3
"""A group that is more than this of everybody isn't apart from anybody."""


def closed_groups(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Groups of hiring parties and candidates in which nearly everybody talks with everybody, and hardly anybody with
    anyone else. `pairs` are (hiring party, candidate), one for each talk. The two sides' names must not overlap."""
    weights: defaultdict[str, Counter[str]] = defaultdict(Counter)
    hiring = set()
    for party, candidate in pairs:
        weights[party][candidate] += 1
        weights[candidate][party] += 1
        hiring.add(party)
    communities: defaultdict[str, set[str]] = defaultdict(set)
    for node, label in _labels(weights).items():
        communities[label].add(node)
    return [
        group
        for _label, group in sorted(communities.items())
        if len(group) <= len(weights) * MOST_OF_ALL and _is_closed(group, hiring, weights)
    ]


def _labels(weights: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Label propagation: each node takes the label that its talks name most, until nobody changes. Ties keep the own
    label, then take the smallest, so that the result is the same each time."""
    labels = {node: node for node in weights}
    for _round in range(MOST_ROUNDS):
        changed = False
        for node in sorted(weights):
            votes: Counter[str] = Counter()
            for neighbour, talks in weights[node].items():
                votes[labels[neighbour]] += talks
            best = max(votes.values())
            leaders = {label for label, count in votes.items() if count == best}
            if labels[node] not in leaders:
                labels[node] = min(leaders)
                changed = True
        if not changed:
            break
    return labels


def _is_closed(group: set[str], hiring: set[str], weights: Mapping[str, Counter[str]]) -> bool:
    parties, candidates = group & hiring, group - hiring
    if not SMALLEST <= len(group) <= LARGEST or len(parties) < 2 or len(candidates) < 2:
        return False
    joined = sum(1 for party in parties for candidate in candidates if weights[party][candidate])
    inside = sum(talks for node in group for other, talks in weights[node].items() if other in group)
    total = sum(sum(weights[node].values()) for node in group)
    return joined / (len(parties) * len(candidates)) >= DENSE and inside / total >= CLOSED
