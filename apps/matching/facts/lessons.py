"""What is learnt of postings: from `content/clauses.json`, clauses by what they leave open, say, or aren't about."""

import json
from collections import defaultdict
from pathlib import Path

import numpy as np

from apps.language.embedding import embed
from apps.language.learning import Lesson, LinearModel, Matrix, Models, register, regression
from apps.matching.facts.clauses import SHARPNESS, VAGUE

_CONTENT = Path(__file__).parent.parent / "content"
EXAMPLES = _CONTENT / "clauses.json"
_MIDDLES = 16
"""So many middles stand for all that is known of a topic."""
_ROUNDS = 25


def _learn() -> Models:
    examples: dict[str, list[str]] = json.loads(EXAMPLES.read_text("utf-8"))
    labels = [label for label, clauses in examples.items() for _clause in clauses]
    meanings = np.asarray(embed([clause for clauses in examples.values() for clause in clauses]), dtype=np.float64)
    by_topic: dict[str, list[Matrix]] = defaultdict(list)
    for label, meaning in zip(labels, meanings, strict=True):
        topic, _, kind = label.partition(" ")
        if kind == VAGUE:
            by_topic[topic].append(meaning)
    middles = {topic: _middles(np.array(found)) for topic, found in by_topic.items()}
    return {
        "clauses": regression(SHARPNESS * meanings, labels, strength=4.0, balanced=False),
        "known": LinearModel(
            tuple(topic for topic, found in middles.items() for _middle in found),
            np.vstack([np.hstack([found, np.zeros((len(found), 1))]) for found in middles.values()]),
        ),
    }


def _middles(meanings: Matrix) -> Matrix:
    """Spherical k-means, begun with every n-th: the same each time. I. Dhillon and D. Modha, Concept decompositions for
    large sparse text data using clustering, 2001."""
    middles = meanings[:: max(1, len(meanings) // _MIDDLES)][:_MIDDLES].copy()
    for _round in range(_ROUNDS):
        nearest = (meanings @ middles.T).argmax(axis=1)
        for place in range(len(middles)):
            if (own := meanings[nearest == place]).size:
                middles[place] = own.sum(axis=0) / np.linalg.norm(own.sum(axis=0))
    return middles


CLAUSES = register(Lesson(name="clauses", version=1, sources=(EXAMPLES,), path=_CONTENT / "clauses.npz", learn=_learn))
