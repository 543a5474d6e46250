"""The difference between two arms, with its interval."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from apps.experiments.statistics import CONFIDENCE_ERROR

Array = NDArray[Any]

PRIOR_FREEDOM = 50
"""How many degrees of freedom the spread of both arms together weighs against that of one arm alone. An arm of ten
clusters says little about its own spread; one of hundreds says all."""
LEAST_SPREAD = 1e-3


@dataclass(frozen=True)
class Difference:
    """First arm less second; `low` and `high` bound it with the error asked for."""

    first: Array
    second: Array
    low: Array
    high: Array

    @property
    def value(self) -> Array:
        return self.first - self.second


def difference_of_shares(first: Any, second: Any, *, error: float = CONFIDENCE_ERROR) -> Difference:
    """Of the mean of the clusters' shares, each 0–1.

    Newcombe's hybrid of two score intervals (Interval estimation for the difference between independent proportions,
    1998, method 10) over effective numbers of trials: the spread between clusters against that of single trials, as
    Korn and Graubard do for surveys, but estimated from both arms and the more so the fewer clusters an arm has. Unlike
    Welch's it holds with ten clusters against hundreds and with rare outcomes, where a small arm's own spread misleads.
    """
    arms = [np.asarray(arm, dtype=float) for arm in (first, second)]
    counts = [arm.shape[-1] for arm in arms]
    freedoms = [count - 1 for count in counts]
    means = [arm.mean(-1) for arm in arms]
    variances = [arm.var(-1, ddof=1) for arm in arms]
    # Of single trials; the estimated mean's own variance is what mean * (1 - mean) is short of.
    most = [mean * (1 - mean) + of / count for mean, of, count in zip(means, variances, counts, strict=True)]
    together = most[0] * freedoms[0] + most[1] * freedoms[1]
    observed = variances[0] * freedoms[0] + variances[1] * freedoms[1]
    # Where nothing varies nothing is known of the spread: each cluster is taken for a single trial.
    common = np.where(together > 0, observed / np.where(together > 0, together, 1), 1.0)
    bounds = []
    for count, freedom, mean, variance, bound in zip(counts, freedoms, means, variances, most, strict=True):
        weight = freedom + PRIOR_FREEDOM
        own = variance * freedom + common * bound * PRIOR_FREEDOM
        spread = np.where(bound > 0, own / np.where(bound > 0, bound * weight, 1), common)
        trials = count / np.clip(spread, LEAST_SPREAD, 1)
        bounds.append(score_interval(mean, trials, stdtrit(min(sum(freedoms), weight), 1 - error / 2)))
    return newcombe(means[0], means[1], *bounds)


def score_interval(share: Array, trials: Array, critical: float | Array) -> tuple[Array, Array]:
    """Wilson's, with any critical value."""
    square = critical**2 / trials
    middle = (share + square / 2) / (1 + square)
    reach = critical * np.sqrt(share * (1 - share) / trials + square / (4 * trials)) / (1 + square)
    return middle - reach, middle + reach


def newcombe(first: Array, second: Array, of_first: tuple[Array, Array], of_second: tuple[Array, Array]) -> Difference:
    """From the intervals of either share."""
    below = np.hypot(first - of_first[0], of_second[1] - second)
    above = np.hypot(of_first[1] - first, second - of_second[0])
    return Difference(first, second, low=first - second - below, high=first - second + above)


def difference_of_means(first: Any, second: Any, *, error: float = CONFIDENCE_ERROR) -> Difference:
    """Of the mean of the clusters' values, of any range: Welch's t with Satterthwaite's degrees of freedom. Over one
    row a cluster that is the cluster-robust HC2 interval."""
    arms = [np.asarray(arm, dtype=float) for arm in (first, second)]
    means = [arm.mean(-1) for arm in arms]
    standard_error, freedom = _welch(*arms)
    reach = stdtrit(freedom, 1 - error / 2) * standard_error
    return Difference(means[0], means[1], low=means[0] - means[1] - reach, high=means[0] - means[1] + reach)


def p_of_means(first: Any, second: Any) -> Array:
    """The two-sided p of no difference, by the same t."""
    one, other = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    standard_error, freedom = _welch(one, other)
    safe = np.where(standard_error > 0, standard_error, 1)
    probability: Array = 2 * stdtr(freedom, -np.abs(one.mean(-1) - other.mean(-1)) / safe)
    return probability


def _welch(first: Array, second: Array) -> tuple[Array, Array]:
    variances = [arm.var(-1, ddof=1) / arm.shape[-1] for arm in (first, second)]
    total = variances[0] + variances[1]
    parts = variances[0] ** 2 / (first.shape[-1] - 1) + variances[1] ** 2 / (second.shape[-1] - 1)
    freedom = np.where(parts > 0, total**2 / np.where(parts > 0, parts, 1), 1.0)
    return np.sqrt(total), freedom
