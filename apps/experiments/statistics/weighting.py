"""What would become of everybody if all were given one thing, from draws whose chances are known."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtrit

from apps.experiments.statistics import CONFIDENCE_ERROR, FEWEST_CLUSTERS
from apps.experiments.statistics.differences import score_interval


@dataclass(frozen=True)
class WeightedShare:
    """A share, 0–1, with its interval; both None where fewer than ten clusters stand behind it."""

    clusters: int
    value: float | None = None
    low: float | None = None
    high: float | None = None


def weighted_share(clusters: Any, shares: Any, propensities: Any, *, error: float = CONFIDENCE_ERROR) -> WeightedShare:
    """Each draw's share counts as often as the draw was unlikely (D. G. Horvitz and D. J. Thompson, 1952, in the ratio
    form of J. Hájek, 1971).

    The interval is Wilson's over an effective number of trials: the clusters by the unevenness of their weights
    (L. Kish, 1965), or what the cluster-robust variance of the ratio amounts to, whichever is fewer. Where all shares
    are alike the variance says nothing, and the number of clusters still bounds what is known.
    """
    names, places = np.unique(np.asarray(clusters), return_inverse=True)
    count = len(names)
    if count < FEWEST_CLUSTERS:
        return WeightedShare(count)
    weights = 1 / np.asarray(propensities, dtype=float)
    of_cluster = np.bincount(places, weights=weights)
    total = of_cluster.sum()
    sums = np.bincount(places, weights=weights * np.asarray(shares, dtype=float))
    value = sums.sum() / total
    variance = count / (count - 1) * ((sums - value * of_cluster) ** 2).sum() / total**2
    trials = total**2 / (of_cluster**2).sum()
    if variance > 0:
        trials = min(trials, value * (1 - value) / variance)
    low, high = score_interval(value, trials, stdtrit(count - 1, 1 - error / 2))
    return WeightedShare(count, float(value), float(low), float(high))
