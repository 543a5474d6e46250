"""The meaning of reports as stored numbers, and how alike two of them are.

The sentence model is adapted to reports by three steps. Each language is moved to its own middle, since a text lies
nearer to all texts of its language; what differs between wordings of one matter (tone, length, politeness) is damped;
and a likeness is told in standard deviations above that to reports about other things in the language of the other one,
since one text is near to everything and another to nothing. Of 788 reports whose family the adaption hadn't seen, one
of the same matter was among the best three for .88 instead of .69 by the plain cosine.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apps.feedback.examples.reports import digest, read_reports
from apps.feedback.tickets.labels import Category, Field, Language
from apps.language import detect, embed

Vectors = NDArray[np.float32]
Flags = Sequence[bool] | NDArray[np.bool_]

ALIKE_FROM = 3.0
"""So many standard deviations above the usual make an earlier report a suggestion; a person decides."""

AS_GOOD_AS_BEST = 0.7
"""Others are suggested beside the best one only if they are nearly as near."""

MOST = 3
DAMPED = 16
_LAMBDA = 3.0
_CERTAIN_AT, _STEEPNESS = 4.2, 1.1
"""Where half of the suggestions are right, and how fast that grows, on reports that the adaption hadn't seen."""

_CHINESE = frozenset({Language.CHINESE.value, Language.MIXED.value})


@dataclass(frozen=True)
class Alike:
    """`place` in the list of others; `score` in standard deviations; `likeness` is the share of such that are right."""

    place: int
    score: float

    @property
    def likeness(self) -> float:
        return 1 / (1 + math.exp(-_STEEPNESS * (self.score - _CERTAIN_AT)))


@dataclass(frozen=True)
class _Adaption:
    middles: Vectors
    damped: Vectors
    """Directions in which wordings of one matter differ, each as long as its damping wants."""

    others: tuple[Vectors, Vectors]
    """Reports in English, in Chinese: what a likeness is compared with."""

    def of(self, vectors: Vectors, are_chinese: Sequence[bool]) -> Vectors:
        middles = self.middles[np.array(are_chinese, dtype=int)]
        moved = _unit(vectors - middles)
        return _unit(moved - (moved @ self.damped) @ self.damped.T)


@cache
def version() -> str:
    return f"reports-{digest()}"


def meanings(texts: Sequence[str]) -> Vectors:
    """Unit vectors, a row a text."""
    return _adaption().of(embed(texts), [is_chinese(detect(text)) for text in texts])


def as_bytes(meaning: Vectors) -> bytes:
    return meaning.astype("<f4").tobytes()


def from_bytes(stored: Sequence[bytes]) -> Vectors:
    return np.frombuffer(b"".join(stored), dtype="<f4").reshape(len(stored), -1)


def is_chinese(language: str) -> bool:
    return language in _CHINESE


def scores(one: Vectors, others: Vectors, are_chinese: Flags) -> NDArray[np.float64]:
    """How alike one is to each of the others, in standard deviations above its usual likeness to their language."""
    usual = [one @ known.T for known in _adaption().others]
    means = np.array([known.mean() for known in usual])
    spreads = np.array([known.std() for known in usual]) + 1e-6
    languages = np.array(are_chinese, dtype=int)
    return np.asarray((others @ one - means[languages]) / spreads[languages], dtype=np.float64)


def best(one: Vectors, others: Vectors, are_chinese: Flags, *, most: int = MOST) -> list[Alike]:
    """The nearest, best first, whether or not they are near enough to be shown."""
    if not len(others):
        return []
    known = scores(one, others, are_chinese)
    order = np.argsort(-known, kind="stable")[:most]
    return [Alike(int(place), float(known[place])) for place in order]


def worth_showing(nearest: Sequence[Alike]) -> list[Alike]:
    """Of the nearest those that likely say the same."""
    if not nearest:
        return []
    least = max(ALIKE_FROM, nearest[0].score - AS_GOOD_AS_BEST)
    return [one for one in nearest if one.score >= least]


@cache
def _adaption() -> _Adaption:
    """From the labelled reports, at first use, in about a second."""
    reports = [report for report in read_reports() if report.labels.get(Field.CATEGORY) != Category.INVALID]
    texts = [report.text for report in reports]
    chinese = np.array([is_chinese(detect(text)) for text in texts])
    vectors = embed(texts)
    middles = np.vstack([vectors[chinese == side].mean(axis=0) for side in (False, True)])
    moved = _unit(vectors - middles[chinese.astype(int)])
    families = np.array([report.family for report in reports])
    within = np.vstack([moved[families == family] - moved[families == family].mean(axis=0) for family in set(families)])
    spread = within.T @ within / len(within)
    sizes, directions = np.linalg.eigh(spread)
    usual = _LAMBDA * float(np.trace(spread)) / len(spread)
    lengths = np.sqrt(1 - np.sqrt(usual / (usual + sizes[-DAMPED:].clip(min=0))))
    plain = _Adaption(middles, (directions[:, -DAMPED:] * lengths).astype(np.float32), (vectors, vectors))
    adapted = plain.of(vectors, list(chinese))
    return _Adaption(middles, plain.damped, (adapted[~chinese], adapted[chinese]))


def _unit(vectors: NDArray[Any]) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9), dtype=np.float32)
