"""What a question and a reply mean together, as numbers from which it is learnt whether the one answers the other."""

from collections.abc import Mapping, Sequence

import numpy as np

from apps.language.embedding import embed
from apps.language.learning import LinearModel, Matrix
from apps.language.signs import signs_of

Pair = tuple[str, str]
"""A question and a reply."""

SHARPNESS = 3.0
REPLY, TOGETHER, SIGNS, KINDS = 4.5, 60.0, 1.5, 1.0
"""How much each part weighs, chosen with whole topics left out."""
LEAST = 0.01


def features(models: Mapping[str, LinearModel], pairs: Sequence[Pair]) -> Matrix:
    """A row for each pair. `models` has "asked" and "given": the kind of fact that a question asks for, and that a
    reply gives."""
    return features_with(kinds_together(models["asked"], models["given"], pairs), pairs)


def features_with(kinds: Matrix, pairs: Sequence[Pair]) -> Matrix:
    return np.hstack([_meanings_and_signs(pairs), KINDS * kinds])


def _meanings_and_signs(pairs: Sequence[Pair]) -> Matrix:
    questions = vectors([question for question, _reply in pairs])
    replies = vectors([reply for _question, reply in pairs])
    signs = np.array([signs_of(question, reply).as_numbers() for question, reply in pairs], dtype=np.float64)
    closeness = (questions * replies).sum(axis=1, keepdims=True)
    return np.hstack([REPLY * replies, TOGETHER * questions * replies, SIGNS * signs, 3.0 * closeness])


def kinds_together(asked: LinearModel, given: LinearModel, pairs: Sequence[Pair]) -> Matrix:
    """Whether the kind that is given is the kind that was asked for, and how sure both are."""
    asks = asked.shares(SHARPNESS * vectors([question for question, _reply in pairs]))
    gives = given.shares(SHARPNESS * vectors([reply for _question, reply in pairs]))
    assert asked.labels == given.labels
    alike = (asks * gives).sum(axis=1) / np.sqrt((asks**2).sum(axis=1) * (gives**2).sum(axis=1))
    return np.stack([alike, np.log(alike + LEAST) / 3, gives.max(axis=1), asks.max(axis=1)], axis=1)


def vectors(texts: Sequence[str]) -> Matrix:
    return np.asarray(embed(texts), dtype=np.float64)
