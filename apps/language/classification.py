"""Sorting texts into labels, from examples and keywords at first, from people's corrections more and more.

Two opinions are blended: the nearest examples, good with a handful, and a logistic regression over TF-IDF and
embeddings, better from about 20 examples a label on (six kinds of feedback, 33 examples each, both languages,
examples and their translations held out together: macro-F1 .51 nearest, .67 regression; four severities .72, .79).
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from apps.language.embedding import DIMENSIONS, MAX_CHARACTERS, embed, embedder
from apps.language.terms import TermFinder
from apps.language.tokenising import tokens

Matrix = NDArray[np.float64]

# How sharply closeness to examples turns into confidence.
_SHARPNESS = 12.0
# A keyword makes its label's odds so many times as high, two or more the square of it.
_KEYWORD_ODDS = 4.0
# Words are hashed, so that a model's size doesn't grow with what people write.
_HASHED = 4096
_WORDS_WEIGHT, _MEANING_WEIGHT = 1.0, 5.0
# With so many examples in all, both opinions count the same.
_HALF_TRUST = 20


class Classifier:
    """`prototypes` maps labels to example sentences in both languages, `keywords` to words that favour them.

    Works at once; `fit` adds corrected examples. Predictions are safe from several threads, 1.5 ms for a short text.
    """

    def __init__(
        self, prototypes: Mapping[str, Sequence[str]], keywords: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        if len(prototypes) < 2 or not all(prototypes.values()):
            raise ValueError("A classifier needs two labels or more, each with examples")
        self.labels: list[str] = list(prototypes)
        self._prototypes = {label: list(examples) for label, examples in prototypes.items()}
        self._keywords = {label: list(words) for label, words in (keywords or {}).items()}
        if unknown := self._keywords.keys() - prototypes.keys():
            raise ValueError(f"Keywords for labels without prototypes: {sorted(unknown)}")
        self._finders = {self.labels.index(label): TermFinder(words) for label, words in self._keywords.items()}
        self._owners = np.array([i for i, label in enumerate(self.labels) for _ in prototypes[label]])
        self._examples = embed([text for label in self.labels for text in prototypes[label]])
        self.fit([], [])

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Self:
        """Train on the prototypes and these corrected examples; replaces what an earlier `fit` learned.

        Raises ValueError for a label that has no prototypes. 50 ms for 200 examples, some seconds for 5,000.
        """
        if unknown := set(labels) - set(self.labels):
            raise ValueError(f"Labels without prototypes: {sorted(unknown)}")
        every = [*texts, *(text for label in self.labels for text in self._prototypes[label])]
        target = [*map(self.labels.index, labels), *self._owners]
        counts = _hashed_counts(every)
        self._idf = _rounded(np.log((1 + len(every)) / (1 + (counts > 0).sum(axis=0))) + 1)
        model = LogisticRegression(C=2.0, max_iter=400, class_weight="balanced")
        model.fit(self._features(every, counts), target)
        weights = np.hstack([model.coef_, model.intercept_[:, None]])
        if len(self.labels) == 2:  # one row says it for both
            weights = np.vstack([-weights / 2, weights / 2])
        self._weights = _rounded(weights)
        self._trust = len(every) / (len(every) + _HALF_TRUST)
        pairs = json.dumps(sorted(zip(labels, texts, strict=True)), ensure_ascii=True)
        self._learned = hashlib.sha256(pairs.encode()).hexdigest()
        return self

    def predict(self, text: str) -> list[tuple[str, float]]:
        """All labels with their confidence, most likely first; confidences sum to 1. Only the beginning of a long text
        counts, as for `embed`."""
        return self.predict_many([text])[0]

    def predict_many(self, texts: Sequence[str]) -> list[list[tuple[str, float]]]:
        """`predict` for many texts at once, which is faster."""
        if not texts:
            return []
        texts = [text[:MAX_CHARACTERS] for text in texts]
        features = self._features(texts, _hashed_counts(texts))
        trained = _softmax(features @ self._weights[:, :-1].T + self._weights[:, -1])
        shares = self._trust * trained + (1 - self._trust) * self._nearest(texts)
        for place, finder in self._finders.items():
            shares[:, place] *= [_KEYWORD_ODDS ** min(2, len(finder.find(text))) for text in texts]
        shares /= shares.sum(axis=1, keepdims=True)
        return [
            [(self.labels[place], float(row[place])) for place in np.argsort(-row, kind="stable")] for row in shares
        ]

    def _nearest(self, texts: Sequence[str]) -> Matrix:
        closeness = embed(texts).astype(np.float64) @ self._examples.T
        scores = np.empty((len(texts), len(self.labels)))
        for place in range(len(self.labels)):
            own = np.sort(closeness[:, self._owners == place], axis=1)[:, ::-1]
            scores[:, place] = 0.7 * own[:, 0] + 0.3 * own[:, :3].mean(axis=1)
        return _softmax(_SHARPNESS * scores)

    def _features(self, texts: Sequence[str], counts: Matrix) -> Matrix:
        words = np.log1p(counts) * self._idf
        words /= np.maximum(np.linalg.norm(words, axis=1, keepdims=True), 1e-9)
        return np.hstack([_WORDS_WEIGHT * words, _MEANING_WEIGHT * embed(texts)])

    @property
    def version(self) -> str:
        """Twelve hex digits that change with the examples, keywords, corrections or the sentence model."""
        return hashlib.sha256(json.dumps(self._meta(), sort_keys=True).encode()).hexdigest()[:12]

    def _meta(self) -> dict[str, Any]:
        return {
            "embedder": embedder().name,
            "prototypes": self._prototypes,
            "keywords": self._keywords,
            "learned": self._learned,
            "trust": self._trust,
        }

    def to_bytes(self) -> bytes:
        """The whole state as numpy arrays and JSON: text of the prototypes, but none of the corrections."""
        buffer = io.BytesIO()
        meta = np.frombuffer(json.dumps(self._meta()).encode(), dtype=np.uint8)
        arrays: dict[str, Any] = {"weights": self._weights.astype(np.float32), "idf": self._idf.astype(np.float32)}
        np.savez(buffer, meta=meta, **arrays)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, state: bytes) -> Self:
        """What `to_bytes` gave; runs no code from it. What was learned with another sentence model is left out.

        Raises ValueError for anything else.
        """
        try:
            with np.load(io.BytesIO(state), allow_pickle=False) as arrays:
                meta = json.loads(arrays["meta"].tobytes())
                weights, idf = arrays["weights"].astype(np.float64), arrays["idf"].astype(np.float64)
            made = cls(meta["prototypes"], meta["keywords"])
            if meta["embedder"] == embedder().name:
                made._weights, made._idf = weights, idf
                made._learned, made._trust = meta["learned"], meta["trust"]
        except (OSError, EOFError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
            raise ValueError("Not the state of a classifier") from error
        if made._weights.shape != (len(made.labels), _HASHED + DIMENSIONS + 1) or made._idf.shape != (_HASHED,):
            raise ValueError("Not the state of a classifier")
        return made


def _hashed_counts(texts: Sequence[str]) -> Matrix:
    counts = np.zeros((len(texts), _HASHED))
    for row, text in zip(counts, texts, strict=True):
        words = tokens(text)
        for gram in [*words, *(f"{a} {b}" for a, b in pairwise(words))]:
            row[zlib.crc32(gram.encode("utf-8", "replace")) % _HASHED] += 1
    return counts


def _rounded(values: Matrix) -> Matrix:
    """As precise as it is stored, so that a stored model predicts the same."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def _softmax(scores: Matrix) -> Matrix:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
