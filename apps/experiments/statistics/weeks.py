"""Whether an effect lasts: by weeks since each cluster first met it."""

from typing import Any

import numpy as np

from apps.experiments.statistics import CONFIDENCE_ERROR
from apps.experiments.statistics.differences import Array, Difference, difference_of_means

FEWEST_WEEKS = 3


def slopes(by_week: Any) -> Array:
    """By how much each cluster's value changes a week: least squares over the weeks it has (NaN where it has none),
    over the last axis; NaN for a cluster of fewer than three weeks."""
    values = np.asarray(by_week, dtype=float)
    known = ~np.isnan(values)
    weeks = np.where(known, np.arange(values.shape[-1], dtype=float), 0)
    count = known.sum(-1)
    safe = np.maximum(count, 1)
    from_middle = np.where(known, weeks - (weeks.sum(-1) / safe)[..., None], 0)
    squares = (from_middle**2).sum(-1)
    of_week = (from_middle * np.where(known, values, 0)).sum(-1)
    enough = count >= FEWEST_WEEKS
    return np.where(enough, of_week / np.where(squares > 0, squares, 1), np.nan)


def change_of_effect(first: Any, second: Any, *, error: float = CONFIDENCE_ERROR) -> Difference:
    """By how much the difference between the arms changes a week; each arm's values by cluster and week. Beside an
    effect that helps, an interval below 0 means that it wears off. Every cluster needs its three weeks."""
    return difference_of_means(slopes(first), slopes(second), error=error)
