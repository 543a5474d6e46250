"""What triage sees of a text: its meaning, its words, and signs that mean something by themselves."""

import json
import zlib
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apps.chat.scam.rulebook import RuleBook, book_of
from apps.chat.scam.shipped import shipped_rules
from apps.language import embed, sentiment
from apps.language.embedding import MAX_CHARACTERS
from apps.language.terms import TermFinder
from apps.language.tokenising import tokens

Matrix = NDArray[np.float64]

CUES = Path(__file__).parents[1] / "content" / "cues.json"
_HASHED = 2048
_MEANING_WEIGHT, _WORDS_WEIGHT, _SIGNS_WEIGHT = 4.0, 1.0, 1.0
_MOST_OF_A_CUE = 2


def features(texts: Sequence[str]) -> Matrix:
    """A row a text. Only the beginning of a long text counts, as for `embed`."""
    texts = [text[:MAX_CHARACTERS] for text in texts]
    signs = np.array([_signs(text) for text in texts])
    return np.hstack([_MEANING_WEIGHT * embed(texts), _WORDS_WEIGHT * _words(texts), _SIGNS_WEIGHT * signs])


def tells_of_a_trick(text: str) -> bool:
    """Whether the rules of the scam guard know a trick in it, be it that somebody tries it or tells of it."""
    return bool(_book().suspicions(text[:MAX_CHARACTERS]))


def _words(texts: Sequence[str]) -> Matrix:
    """Words and pairs of words, hashed, so that a model's size doesn't grow with what people write."""
    counts = np.zeros((len(texts), _HASHED))
    for row, text in zip(counts, texts, strict=True):
        words = tokens(text)
        for gram in [*words, *(f"{a} {b}" for a, b in pairwise(words))]:
            row[zlib.crc32(gram.encode("utf-8", "replace")) % _HASHED] += 1
    counts = np.log1p(counts)
    return np.asarray(counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9))


def _signs(text: str) -> list[float]:
    cues = [float(min(_MOST_OF_A_CUE, len(finder.find(text)))) for finder in _finders()]
    return [
        *cues,
        sentiment(text),
        float(tells_of_a_trick(text)),
        float("?" in text or "？" in text),
        float("!" in text or "！" in text),
        float(np.log1p(len(text)) / 5),
    ]


@cache
def _finders() -> list[TermFinder]:
    kinds = json.loads(CUES.read_text(encoding="utf-8"))
    return [TermFinder(words) for labels in kinds.values() for words in labels.values()]


@cache
def _book() -> RuleBook:
    return book_of(shipped_rules().items())
