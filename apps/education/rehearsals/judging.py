"""What becomes of a reply: whether it answers in earnest, by the product's own judgement, and which branch takes it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from apps.education.rehearsals.models import RehearsalBranch
from apps.language import answers, embed, is_contentless, is_near_duplicate

LIKE = 0.6
"""Cosine from which a reply is like an example: paraphrases lie around .6–.9, unrelated texts below .3."""

SHORT_ENOUGH = 6
"""Times an example's length up to which a reply can be that example in other words; a longer one says more."""


@dataclass(frozen=True, slots=True)
class Verdict:
    is_earnest: bool
    branch: RehearsalBranch | None


def judge(*, asked: str, said: str, before: Sequence[str], branches: Sequence[RehearsalBranch]) -> Verdict:
    """`asked` is what the counterpart said, `before` what the person said earlier in this practice: a copy of it is no
    answer. Of the branches the likest with examples comes first, then the first without."""
    is_earnest = (
        not is_contentless(said)
        and not any(is_near_duplicate(said, other) for other in before)
        and answers(asked, said)
    )
    kinds = {RehearsalBranch.When.ANY, _kind(is_earnest)}
    open_ones = [branch for branch in branches if branch.when in kinds]
    return Verdict(is_earnest, _likest(said, open_ones) or next((one for one in open_ones if not one.examples), None))


def _kind(is_earnest: bool) -> str:
    return RehearsalBranch.When.EARNEST if is_earnest else RehearsalBranch.When.NOT_EARNEST


def _likest(said: str, branches: Sequence[RehearsalBranch]) -> RehearsalBranch | None:
    pairs = [
        (branch, example)
        for branch in branches
        for example in branch.examples
        if len(said) <= SHORT_ENOUGH * len(example)
    ]
    if not pairs:
        return None
    vectors = embed([said, *(example for _branch, example in pairs)])
    scores = vectors[1:] @ vectors[0]
    best = int(np.argmax(scores))
    return pairs[best][0] if scores[best] >= LIKE else None
