"""Which article a question is about, in either language, and how sure that is.

A help article is short, and a question rarely repeats its words. So every heading, keyword and sentence of both
languages speaks for its article, and six things are asked about each article:

- `near`: how close its five nearest texts are in meaning (mean cosine),
- `whole`: how close the middle of all its texts is,
- `letters`: how many runs of letters or characters it shares with the question (TF-IDF cosine; it stands typing
  errors, needs no dictionary and works for mixed sentences),
- `asked`: how close the nearest of the questions is that it is known to answer,
- `learnt`: how much it belongs to the article by a ridge regression on the meanings of all texts and known questions.

How likely the first article is right follows from these, from how far it is ahead, and from how near and how much the
question belongs to those that are known to be answered by none.

The weights of the ranking and of the probability are logistic regressions on 4,171 questions that were written for the
shipped articles, each left out of what its article is known to answer; for the probability also on 846 that no article
answers, each left out of those, and on 220 of public sets (CLINC150, CrossWOZ). On 471 questions that nothing was
learnt from the right article comes first for .84, and .73 are answered rightly; of the answers .91 are right.
"""

import math
import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.language.embedding import Vectors
from apps.language.folding import squash

Scores = NDArray[np.float64]

_NEAREST = 5
OF_ARTICLES, OF_PARTS = (0.6, 0.0, 2.48, 1.5, 0.6), (1.64, 2.03, 2.27, 0.0, 0.0)
"""Weights of near, whole, letters, asked and learnt: among articles, and among the parts of one."""

_FAVOUR = 1.4
"""Added to the score, which is in log odds, of what is written for the askers' own work: three quarters of what
operators ask is taken to be about it, though only two fifths of all articles are."""

_STEADY = 0.03  # keeps a spread of nothing from being blown up
_BASE = -2.35
_SURE = {
    "near": 1.21,
    "letters": 1.56,
    "asked": 2.22,
    "learnt": -0.62,
    "lead": 0.28,
    "share": 2.65,
    "beside": -2.12,
    "foreign": -3.03,
}
_FAR_AHEAD = 6.0
_RIDGE, _CONSTANT, _OF_TEXT = 2.0, 0.3, 0.3
"""Of the ridge regression: how much large weights cost, what stands for 1, and what a text counts beside a question."""

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


class _Learnt:
    """How much a meaning belongs to each of several lots, by ridge regression: A. Hoerl and R. Kennard, Ridge
    Regression: Biased Estimation for Nonorthogonal Problems, 1970."""

    def __init__(self, meanings: Vectors, lots: NDArray[np.intp], weights: Scores, *, count: int) -> None:
        """A row of `meanings` for each example; which of `count` lots it is of, and how much it weighs."""
        examples = _with_constant(meanings)
        weighted = examples * weights[:, None]
        wanted = np.eye(count)[lots]
        inner = weighted.T @ examples + _RIDGE * np.eye(examples.shape[1])
        self._weights = np.linalg.solve(inner, weighted.T @ wanted)

    def of(self, meaning: Vectors) -> Scores:
        return np.asarray(_with_constant(meaning[None, :])[0] @ self._weights)


def _with_constant(meanings: Vectors) -> Scores:
    return np.hstack([meanings.astype(np.float64), np.full((len(meanings), 1), _CONSTANT)])


class Shelf:
    """Articles as lists of texts in both languages, with the vectors of the texts. Immutable once built."""

    def __init__(
        self,
        articles: Mapping[str, Sequence[str]],
        vectors: Vectors,
        *,
        asked: Mapping[str, Sequence[str]] | None = None,
        asked_vectors: Vectors | None = None,
        beside_vectors: Vectors | None = None,
        weights: tuple[float, float, float, float, float] = OF_ARTICLES,
        favoured: Container[str] = (),
    ) -> None:
        """`asked` are questions that an article is known to answer, with their vectors in the same order; the vectors
        of `beside` are of questions that none does. `favoured` are articles on the work of those who ask here."""
        asked = asked or {}
        none = vectors[:0]
        self._slugs = list(articles)
        self._asked_vectors = none if asked_vectors is None else asked_vectors
        self._beside_vectors = none if beside_vectors is None else beside_vectors
        self._weights = weights
        self._favour = _FAVOUR * np.array([slug in favoured for slug in articles])
        self._askers = np.array(
            [place for place, slug in enumerate(articles) for _one in asked.get(slug, ())], dtype=np.intp
        )
        sizes = [len(texts) for texts in articles.values()]
        self._vectors = vectors
        self._owners = np.repeat(np.arange(len(sizes)), sizes)
        self._letters = _Letters(["\n".join([*texts, *asked.get(slug, ())]) for slug, texts in articles.items()])
        middles = np.array([vectors[self._owners == place].mean(axis=0) for place in range(len(sizes))])
        self._middles = middles / np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-9) if sizes else middles
        self._learnt = self._learn() if len(self._askers) else None

    def _learn(self) -> _Learnt:
        beside = np.full(len(self._beside_vectors), len(self._slugs))
        weights = np.ones(len(self._vectors) + len(self._askers) + len(beside))
        weights[: len(self._vectors)] = _OF_TEXT
        return _Learnt(
            np.vstack([self._vectors, self._asked_vectors, self._beside_vectors]),
            np.concatenate([self._owners, self._askers, beside]),
            weights,
            count=len(self._slugs) + 1,
        )

    def find(self, question: str, vector: Vectors, *, among: set[str] | None = None) -> list[Found]:
        """Articles, most likely first; `among` leaves out all others."""
        if not self._slugs:
            return []
        near, letters = self._near(vector), self._letters.cosines(question)
        whole = np.asarray(self._middles @ vector, dtype=np.float64)
        asked = self._asked(vector)
        learnt, foreign = self._belongs(vector)
        seen = zip(self._weights, (near, whole, letters, asked, learnt), strict=True)
        score = self._favour + np.sum([weight * _spread(values) for weight, values in seen if weight], axis=0)
        order = [int(i) for i in np.argsort(-score, kind="stable") if among is None or self._slugs[int(i)] in among]
        powers = np.exp(score - score.max())
        whole_power = float(powers[order].sum()) or 1.0
        beside = float((self._beside_vectors @ vector).max()) if len(self._beside_vectors) else 0.0
        found = []
        for rank, place in enumerate(order):
            rival = order[1 if rank == 0 else 0] if len(order) > 1 else place
            said = {
                "near": near[place],
                "letters": letters[place],
                "asked": asked[place],
                "learnt": learnt[place],
                "lead": min(score[place] - score[rival], _FAR_AHEAD),
                "share": powers[place] / whole_power,
                "beside": beside,
                "foreign": foreign,
            }
            sure = _BASE + sum(weight * said[name] for name, weight in _SURE.items())
            found.append(Found(self._slugs[place], float(score[place]), 1 / (1 + math.exp(-sure))))
        return found

    def _asked(self, vector: Vectors) -> Scores:
        """The nearest question of each article; nothing where it has none."""
        nearest = np.zeros(len(self._slugs))
        np.maximum.at(nearest, self._askers, self._asked_vectors @ vector)
        return nearest

    def _belongs(self, vector: Vectors) -> tuple[Scores, float]:
        """How much the question belongs to each article, and to none."""
        if self._learnt is None:
            return np.zeros(len(self._slugs)), 0.0
        found = self._learnt.of(vector)
        return found[:-1], float(found[-1])

    def _near(self, vector: Vectors) -> Scores:
        cosines = self._vectors @ vector
        return np.array(
            [np.sort(cosines[self._owners == place])[-_NEAREST:].mean() for place in range(len(self._slugs))]
        )


def _spread(values: Scores) -> Scores:
    """In steps of their own spread around their mean."""
    return np.asarray((values - values.mean()) / (values.std() + _STEADY), dtype=np.float64)
