"""Which article a question is about, in either language, and how sure that is.

A help article is short, and a question rarely repeats its words. So every heading, keyword and sentence of both
languages speaks for its article, and five things are asked about each article:

- `near`: how close its five nearest texts are in meaning (mean cosine),
- `whole`: how close the middle of all its texts is,
- `letters`: how many runs of letters or characters it shares with the question (TF-IDF cosine; it stands typing
  errors, needs no dictionary and works for mixed sentences),
- `asked`: how close the nearest of the questions is that it is known to answer,
- `lead`: how far its weighted score is ahead of the next article's.

The weights of the ranking and of the probability are logistic regressions on 748 questions that were written for the
shipped articles, each left out of what its article is known to answer, on 16 beside them, and for the probability on
220 questions of public sets that no help of ours can answer (CLINC150, CrossWOZ; weighted like a third of the others).
On 125 questions that were used for nothing the right article comes first for .82; without the known questions, and
with the weights of before, for .73.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.language.embedding import Vectors
from apps.language.folding import squash

Scores = NDArray[np.float64]

_NEAREST = 5
OF_ARTICLES, OF_PARTS = (1.25, 0.49, 2.93, 1.05), (1.64, 2.03, 2.27, 0.0)
"""Weights of near, whole, letters and asked: among articles, and among the parts of one."""

_STEADY = 0.03  # keeps a spread of nothing from being blown up
_BASE, _SURE_NEAR, _SURE_WHOLE, _SURE_LETTERS = -6.23, 5.27, 2.43, 3.58
_SURE_ASKED, _SURE_LEAD = 3.33, 0.59

_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Found:
    """`probability`, 0–1, that this article answers the question; `score` only orders the finds of one question."""

    slug: str
    score: float
    probability: float


def letter_runs(text: str) -> list[str]:
    """Runs of one to three Chinese characters, and of three to five letters of each other word."""
    runs: list[str] = []
    for word in _RUN.findall(squash(text)):
        if word[0] >= "\u3400":
            runs += [word[i : i + n] for n in (1, 2, 3) for i in range(len(word) - n + 1)]
        else:
            framed = f" {word} "
            runs += [framed[i : i + n] for n in (3, 4, 5) for i in range(len(framed) - n + 1)]
    return runs


class _Letters:
    """Cosines of TF-IDF vectors over letter runs; what no text holds counts against all of them."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(letter_runs(text)) for text in texts]
        spread = Counter(run for count in counts for run in count)
        self._size = len(texts)
        self._rarity = {run: math.log((1 + self._size) / (1 + n)) + 1 for run, n in spread.items()}
        self._unheard = math.log(1 + self._size) + 1
        self._texts_with: dict[str, list[tuple[int, float]]] = {}
        for place, count in enumerate(counts):
            for run, weight in self._vector(count).items():
                self._texts_with.setdefault(run, []).append((place, weight))

    def _vector(self, count: Mapping[str, int]) -> dict[str, float]:
        raw = {run: (1 + math.log(n)) * self._rarity.get(run, self._unheard) for run, n in count.items()}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {run: weight / length for run, weight in raw.items()}

    def cosines(self, text: str) -> Scores:
        found = np.zeros(self._size)
        for run, weight in self._vector(Counter(letter_runs(text))).items():
            for place, own in self._texts_with.get(run, ()):
                found[place] += weight * own
        return found


class Shelf:
    """Articles as lists of texts in both languages, with the vectors of the texts. Immutable once built."""

    def __init__(
        self,
        articles: Mapping[str, Sequence[str]],
        vectors: Vectors,
        *,
        asked: Mapping[str, Sequence[str]] | None = None,
        asked_vectors: Vectors | None = None,
        weights: tuple[float, float, float, float] = OF_ARTICLES,
    ) -> None:
        """`asked` are questions that an article is known to answer, with their vectors in the same order."""
        asked = asked or {}
        self._slugs = list(articles)
        self._asked_vectors, self._weights = asked_vectors, weights
        self._askers = np.array([place for place, slug in enumerate(articles) for _one in asked.get(slug, ())])
        sizes = [len(texts) for texts in articles.values()]
        self._vectors = vectors
        self._owners = np.repeat(np.arange(len(sizes)), sizes)
        self._letters = _Letters(["\n".join([*texts, *asked.get(slug, ())]) for slug, texts in articles.items()])
        middles = np.array([vectors[self._owners == place].mean(axis=0) for place in range(len(sizes))])
        self._middles = middles / np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-9) if sizes else middles

    def find(self, question: str, vector: Vectors, *, among: set[str] | None = None) -> list[Found]:
        """Articles, most likely first; `among` leaves out all others."""
        if not self._slugs:
            return []
        near, letters = self._near(vector), self._letters.cosines(question)
        whole = np.asarray(self._middles @ vector, dtype=np.float64)
        asked = self._asked(vector)
        seen = zip(self._weights, (near, whole, letters, asked), strict=True)
        score = np.sum([weight * _spread(values) for weight, values in seen], axis=0)
        order = [int(i) for i in np.argsort(-score, kind="stable") if among is None or self._slugs[int(i)] in among]
        found = []
        for rank, place in enumerate(order):
            rival = order[1 if rank == 0 else 0] if len(order) > 1 else place
            sure = (
                _BASE
                + _SURE_NEAR * near[place]
                + _SURE_WHOLE * whole[place]
                + _SURE_LETTERS * letters[place]
                + _SURE_ASKED * asked[place]
                + _SURE_LEAD * (score[place] - score[rival])
            )
            found.append(Found(self._slugs[place], float(score[place]), 1 / (1 + math.exp(-sure))))
        return found

    def _asked(self, vector: Vectors) -> Scores:
        """The nearest question of each article; nothing where it has none."""
        nearest = np.zeros(len(self._slugs))
        if self._asked_vectors is not None and len(self._askers):
            np.maximum.at(nearest, self._askers, self._asked_vectors @ vector)
        return nearest

    def _near(self, vector: Vectors) -> Scores:
        cosines = self._vectors @ vector
        return np.array(
            [np.sort(cosines[self._owners == place])[-_NEAREST:].mean() for place in range(len(self._slugs))]
        )


def _spread(values: Scores) -> Scores:
    """In steps of their own spread around their mean."""
    return np.asarray((values - values.mean()) / (values.std() + _STEADY), dtype=np.float64)
