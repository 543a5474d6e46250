"""Sorting texts into labels: by examples and keywords while cold, by a trained model once corrected."""

import hashlib
import io
import json
import zlib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from apps.language.embedding import DIMENSIONS, embed, embedder
from apps.language.folding import squash
from apps.language.terms import TermFinder
from apps.language.tokenising import tokens

Matrix = NDArray[np.float64]

# Cold: how sharply closeness turns into confidence, and what a keyword is worth, in cosine.
_SHARPNESS = 12.0
_KEYWORD = 0.25
# Trained: words are hashed, so that a model's size doesn't grow with what people write.
_HASHED = 4096
_WORDS_WEIGHT, _MEANING_WEIGHT = 2.0, 5.0
# So many corrections make the trained model as trusted as the cold one.
_HALF_TRUST = 20


class Classifier:
    """`prototypes` maps labels to example sentences in both languages, `keywords` to words that favour them.

    It works from the prototypes at once. `fit` adds corrected examples; their say grows with their number.
    Immutable apart from `fit`; predictions are safe from several threads.
    """

    def __init__(
        self, prototypes: Mapping[str, Sequence[str]], keywords: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        if len(prototypes) < 2 or not all(prototypes.values()):
            raise ValueError("A classifier needs two labels or more, each with examples")
        self.labels: list[str] = list(prototypes)
        self._prototypes = {label: list(examples) for label, examples in prototypes.items()}
        self._keywords = {label: list(words) for label, words in (keywords or {}).items()}
        self._finders = {label: TermFinder(words) for label, words in self._keywords.items()}
        self._owners = np.array([i for i, label in enumerate(self.labels) for _ in prototypes[label]])
        self._examples = embed([text for label in self.labels for text in prototypes[label]])
        self._corrections = 0
        self._idf: Matrix | None = None
        self._weights: Matrix | None = None

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Self:
        """Train on corrected examples (and the prototypes); replaces what an earlier `fit` learned.

        Raises ValueError for a label that has no prototypes. Logistic regression over TF-IDF and embeddings.
        """
        if unknown := set(labels) - set(self.labels):
            raise ValueError(f"Labels without prototypes: {sorted(unknown)}")
        every = [*texts, *(text for label in self.labels for text in self._prototypes[label])]
        target = [*labels, *(label for label in self.labels for _ in self._prototypes[label])]
        counts = _hashed_counts(every)
        self._idf = np.log((1 + len(every)) / (1 + (counts > 0).sum(axis=0))) + 1
        self._corrections = len(texts)
        features = self._features(every, counts)
        model = LogisticRegression(C=2.0, max_iter=400, class_weight="balanced")
        model.fit(features, [self.labels.index(label) for label in target])
        weights = np.hstack([model.coef_, model.intercept_[:, None]])
        if len(self.labels) == 2:  # sklearn keeps one row for two classes
            weights = np.vstack([-weights / 2, weights / 2])
        self._weights = weights.astype(np.float32).astype(np.float64)
        self._idf = self._idf.astype(np.float32).astype(np.float64)
        return self

    def predict(self, text: str) -> list[tuple[str, float]]:
        """All labels with their confidence, most likely first; confidences sum to 1."""
        return self.predict_many([text])[0]

    def predict_many(self, texts: Sequence[str]) -> list[list[tuple[str, float]]]:
        """`predict` for many texts at once, which is faster."""
        if not texts:
            return []
        shares = self._cold(texts)
        if self._weights is not None:
            trust = self._corrections / (self._corrections + _HALF_TRUST)
            features = self._features(texts, _hashed_counts(texts))
            trained = _softmax(features @ self._weights[:, :-1].T + self._weights[:, -1])
            shares = trust * trained + (1 - trust) * shares
        return [
            [(self.labels[place], float(row[place])) for place in np.argsort(-row, kind="stable")] for row in shares
        ]

    def _cold(self, texts: Sequence[str]) -> Matrix:
        closeness = embed(texts).astype(np.float64) @ self._examples.T
        scores = np.empty((len(texts), len(self.labels)))
        for place, label in enumerate(self.labels):
            own = np.sort(closeness[:, self._owners == place], axis=1)[:, ::-1]
            scores[:, place] = 0.7 * own[:, 0] + 0.3 * own[:, :3].mean(axis=1)
            if label in self._finders:
                scores[:, place] += [_KEYWORD * min(2, len(self._finders[label].find(text))) for text in texts]
        return _softmax(_SHARPNESS * scores)

    def _features(self, texts: Sequence[str], counts: Matrix) -> Matrix:
        words = np.log1p(counts) * self._idf
        words /= np.maximum(np.linalg.norm(words, axis=1, keepdims=True), 1e-9)
        return np.hstack([_WORDS_WEIGHT * words, _MEANING_WEIGHT * embed(texts)])

    @property
    def version(self) -> str:
        """Twelve hex digits that change with anything that changes predictions."""
        return hashlib.sha256(self.to_bytes()).hexdigest()[:12]

    def to_bytes(self) -> bytes:
        """The whole state as numpy arrays and JSON: text of the prototypes, but none of the corrections."""
        meta = {
            "embedder": embedder().name,
            "prototypes": self._prototypes,
            "keywords": self._keywords,
            "corrections": self._corrections,
        }
        arrays: dict[str, Any] = {"meta": np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), dtype=np.uint8)}
        if self._weights is not None and self._idf is not None:
            arrays |= {"weights": self._weights.astype(np.float32), "idf": self._idf.astype(np.float32)}
        buffer = io.BytesIO()
        np.savez(buffer, **arrays)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, state: bytes) -> Self:
        """What `to_bytes` gave; runs no code from it. Training done with another embedder is left out."""
        with np.load(io.BytesIO(state), allow_pickle=False) as arrays:
            meta = json.loads(arrays["meta"].tobytes().decode())
            made = cls(meta["prototypes"], meta["keywords"])
            if "weights" in arrays and meta["embedder"] == embedder().name:
                made._weights = arrays["weights"].astype(np.float64)
                made._idf = arrays["idf"].astype(np.float64)
                made._corrections = int(meta["corrections"])
        if made._weights is not None and made._weights.shape != (len(made.labels), _HASHED + DIMENSIONS + 1):
            raise ValueError("Not the state of a classifier")
        return made


def _hashed_counts(texts: Sequence[str]) -> Matrix:
    counts = np.zeros((len(texts), _HASHED))
    for row, text in zip(counts, texts, strict=True):
        words = tokens(squash(text))
        for gram in [*words, *(f"{a} {b}" for a, b in pairwise(words))]:
            row[zlib.crc32(gram.encode("utf-8", "replace")) % _HASHED] += 1
    return counts


def _softmax(scores: Matrix) -> Matrix:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
