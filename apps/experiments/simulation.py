"""Experiments whose truth is known, judged by the same functions as real ones: how often their intervals and verdicts
are right."""

from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import ndtri

from apps.experiments.statistics import CONFIDENCE_ERROR, FEWEST_CLUSTERS, VERDICT_ERROR
from apps.experiments.statistics.differences import Array, Difference, difference_of_shares
from apps.experiments.statistics.looks import errors_at
from apps.experiments.statistics.weeks import change_of_effect
from apps.language.evaluation import Figures, wilson

SEED = 20_250_101
RUNS = 2_000
LOOKS = 10
WEEKS = 8
A_WEEK = 5
"""Conversations of a cluster in a week, where weeks are simulated."""
LIKENESS = 0.1
"""Correlation between conversations of one cluster."""
EFFECT = 0.1
SIZES = {"equal": 0.0, "unequal": 1.0}
"""Standard deviation of the logarithm of a cluster's size."""
MEAN_SIZE = 20


@dataclass(frozen=True)
class Condition:
    clusters: tuple[int, int]
    sizes: str
    base: float
    effect: float

    @property
    def name(self) -> str:
        first, second = self.clusters
        return f"{first}:{second} {self.sizes} base {self.base:.1f} effect {self.effect:+.1f}"


CONDITIONS = [
    Condition(clusters, sizes, base, effect)
    for clusters, sizes, (base, effect) in product(
        [(10, 10), (25, 25), (90, 10), (100, 100)],
        SIZES,
        [(0.2, 0.0), (0.2, EFFECT), (0.5, 0.0), (0.5, EFFECT), (0.8, 0.0), (0.8, EFFECT)],
    )
]


FADING = {"fades": (EFFECT * 2, 0.0), "lasts": (EFFECT * 2, EFFECT * 2)}
"""The effect in the first and in the last week."""
CROWDING = {"crowds out": -EFFECT, "leaves as it was": 0.0}
"""The effect that remains when a reward is withdrawn."""
IN_WEEKS = 100
"""Clusters of each arm where weeks are simulated."""


def simulate(runs: int) -> Figures:
    """Shares as (part, whole): what the command prints and writes."""
    covered, once, often = {}, {}, {}
    for number, condition in enumerate(CONDITIONS):
        rng = np.random.default_rng([SEED, number])
        difference = difference_of_shares(*_arms(rng, runs, condition))
        covered[condition.name] = _count((difference.low <= condition.effect) & (condition.effect <= difference.high))
        if not condition.effect:
            once[condition.name] = _count(
                _differs(difference_of_shares(*_arms(rng, runs, condition), error=VERDICT_ERROR))
            )
            often[condition.name] = _count(_differs_at_some_look(rng, runs, condition))
    fading = {name: _count(_fades(runs, number, *weeks)) for number, (name, weeks) in enumerate(FADING.items())}
    crowding = {name: _count(_crowds(runs, number, rest)) for number, (name, rest) in enumerate(CROWDING.items())}
    counts = covered.values()
    return {
        "all": {
            "coverage": _total(covered),
            "conditions_containing_95": (sum(_contains_95(one, of=len(covered)) for one in counts), len(covered)),
            "conditions_containing_95_one_by_one": (sum(_contains_95(one, of=1) for one in counts), len(covered)),
            "false_verdicts": _total(once),
            "false_verdicts_in_ten_looks": _total(often),
            "decay_found": fading["fades"],
            "crowding_out_found": crowding["crowds out"],
            "false_decay": fading["lasts"],
            "false_crowding_out": crowding["leaves as it was"],
        },
        "detail": {"coverage": covered, "false_verdicts": once, "false_verdicts_in_ten_looks": often},
    }


def _arms(rng: np.random.Generator, runs: int, condition: Condition) -> tuple[Array, Array]:
    first, second = condition.clusters
    return (
        _shares(rng, (runs, first), condition.sizes, condition.base + condition.effect),
        _shares(rng, (runs, second), condition.sizes, condition.base),
    )


def _shares(rng: np.random.Generator, shape: tuple[int, ...], sizes: str, base: float) -> Array:
    trials = _trials(rng, shape, sizes)
    shares: Array = rng.binomial(trials, _propensities(rng, shape, base)) / trials
    return shares


def _trials(rng: np.random.Generator, shape: tuple[int, ...], sizes: str) -> Array:
    spread = SIZES[sizes]
    return np.maximum(1, np.rint(rng.lognormal(np.log(MEAN_SIZE) - spread**2 / 2, spread, shape))).astype(int)


def _propensities(rng: np.random.Generator, shape: tuple[int, ...], base: float) -> Array:
    alike = 1 / LIKENESS - 1
    return rng.beta(base * alike, (1 - base) * alike, shape)


def _differs(difference: Difference) -> Array:
    return (difference.low > 0) | (difference.high < 0)


def _differs_at_some_look(rng: np.random.Generator, runs: int, condition: Condition) -> Array:
    """Clusters join during the first half; each brings its conversations evenly from then on."""
    looks = np.arange(1, LOOKS + 1)
    arms = [_growing(rng, (runs, count), condition, looks) for count in condition.clusters]
    wrong = np.zeros(runs, dtype=bool)
    for look, error in enumerate(errors_at(list(looks / LOOKS))):
        seen = [shares[look] for shares in arms]
        if min(shares.shape[-1] for shares in seen) >= FEWEST_CLUSTERS:
            wrong |= _differs(difference_of_shares(*seen, error=error))
    return wrong


def _growing(rng: np.random.Generator, shape: tuple[int, int], condition: Condition, looks: Array) -> list[Array]:
    """The shares at each look, of the clusters that are there."""
    clusters = shape[1]
    trials = _trials(rng, shape, condition.sizes)
    propensities = _propensities(rng, shape, condition.base)
    joined = np.ceil(np.arange(1, clusters + 1) / clusters * LOOKS / 2).astype(int)
    before, outcomes, shares = np.zeros(shape, dtype=int), np.zeros(shape, dtype=int), []
    for look in looks:
        there = joined <= look
        part = (look - joined + 1) / (LOOKS - joined + 1)
        now = np.where(there, np.ceil(trials * np.clip(part, 0, 1)).astype(int), 0)
        outcomes += rng.binomial(now - before, propensities)
        before = now
        shares.append(outcomes[:, there] / now[:, there])
    return shares


def _fades(runs: int, number: int, in_first: float, in_last: float) -> Array:
    rng = np.random.default_rng([SEED, 1_000 + number])
    effects = np.linspace(in_first, in_last, WEEKS)
    first, second = (
        rng.binomial(A_WEEK, np.clip(_propensities(rng, (runs, IN_WEEKS, 1), 0.4) + gained, 0, 1)) / A_WEEK
        for gained in (effects, np.zeros(WEEKS))
    )
    return change_of_effect(first, second).high < 0


def _crowds(runs: int, number: int, rest: float) -> Array:
    rng = np.random.default_rng([SEED, 2_000 + number])
    withdrawn, without = (_shares(rng, (runs, IN_WEEKS), "unequal", 0.5 + added) for added in (rest, 0.0))
    return difference_of_shares(withdrawn, without).high < 0


def _count(which: Array) -> tuple[int, int]:
    return int(which.sum()), int(which.size)


def _total(counts: dict[str, tuple[int, int]]) -> tuple[int, int]:
    return sum(part for part, _whole in counts.values()), sum(whole for _part, whole in counts.values())


def _contains_95(count: tuple[int, int], *, of: int) -> bool:
    """Whether 95 % lies in the interval of this share. Of many conditions some intervals of 95 % each must miss what is
    true, one in twenty of them; so they are widened until all together hold it with 95 % (Bonferroni)."""
    low, high = wilson(*count, z=float(ndtri(1 - CONFIDENCE_ERROR / 2 / of)))
    return low <= 1 - CONFIDENCE_ERROR <= high
