"""What the clauses of a posting mean: which topics one touches, and whether it leaves them open or says them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from apps.language.embedding import embed
from apps.language.learning import LinearModel, Models
from apps.matching.facts.sentences import sentences

SHARPNESS = 10.0
VAGUE, STATED = "vague", "stated"
LEAST = 0.45
"""How likely a clause must leave a topic open; chosen on postings of others. Less finds more and errs more."""
SURE = 0.3
"""From so likely on, a topic counts as spoken of: who only didn't hear of it isn't told to ask."""
NEAR = 0.5
"""Cosine to the nearest of what is known of the topic, at least: what is like nothing known is about something else."""
MOST_CLAUSES = 80
_BREAKS = re.compile(r"[|｜•·;；]")


@dataclass(frozen=True, slots=True)
class ReadClauses:
    """`vague` is the clause that leaves a topic open, as it stands there; `stated` are the topics spoken of plainly."""

    vague: Mapping[str, str] = field(default_factory=dict)
    stated: frozenset[str] = frozenset()

    @classmethod
    def stored(cls, value: Mapping[str, object]) -> "ReadClauses":
        """What `as_stored` gave."""
        vague, stated = value.get(VAGUE), value.get(STATED)
        return cls(
            dict(vague) if isinstance(vague, dict) else {}, frozenset(stated if isinstance(stated, list) else ())
        )

    def as_stored(self) -> dict[str, object]:
        return {VAGUE: dict(self.vague), STATED: sorted(self.stated)}


def clauses_of(text: str) -> list[str]:
    parts = [clause for part in _BREAKS.split(text) for clause in sentences(part, clauses=True)]
    return [part for part in parts if len(part) > 3][:MOST_CLAUSES]


def read_clauses(texts: Iterable[str]) -> ReadClauses:
    """Of all fields of a posting. Asks the sentence model, a few milliseconds a clause: for workers."""
    clauses = [clause for text in texts for clause in clauses_of(text)]
    models = _models()
    if not clauses or models is None:
        return ReadClauses()
    meanings = np.asarray(embed(clauses), dtype=np.float64)
    shares = models["clauses"].shares(SHARPNESS * meanings)
    near = _nearness(models["known"], meanings)
    vague: dict[str, str] = {}
    stated = set()
    for place, label in enumerate(models["clauses"].labels):
        topic, _, kind = label.partition(" ")
        share = shares[:, place]
        if kind == STATED and share.max() >= SURE:
            stated.add(topic)
        elif kind == VAGUE:
            share = np.where(near[topic] >= NEAR, share, 0)
            if share.max() >= LEAST:
                vague[topic] = clauses[int(share.argmax())]
    return ReadClauses(vague, frozenset(stated))


def _nearness(known: LinearModel, meanings: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """By topic, how near each clause comes to something known of it."""
    near = meanings @ known.weights[:, :-1].T
    labels = np.array(known.labels)
    return {topic: near[:, labels == topic].max(axis=1) for topic in dict.fromkeys(known.labels)}


@cache
def _models() -> Models | None:
    from apps.matching.facts.lessons import CLAUSES  # noqa: PLC0415  it is made of what stands here

    return CLAUSES.read()
