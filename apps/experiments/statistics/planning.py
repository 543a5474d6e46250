"""Before launch: what could be found. While it runs: whether the arms are as large as they should be."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtrc, nctdtr, stdtrit

from apps.experiments.statistics import VERDICT_ERROR

POWER = 0.8


def detectable_difference(
    *, spread: float, first: int, second: int, power: float = POWER, error: float = VERDICT_ERROR
) -> float:
    """The smallest true difference that is found with probability `power`, by arms of so many clusters whose values
    have the standard deviation `spread`. From the noncentral t distribution."""
    freedom = first + second - 2
    critical = stdtrit(freedom, 1 - error / 2)

    def missing(shift: float) -> float:
        below, above = np.nan_to_num([nctdtr(freedom, shift, -critical), nctdtr(freedom, shift, critical)])
        return float(1 - above + below) - power

    shift = brentq(missing, 1e-6, 12, xtol=1e-13)
    return float(shift * spread * (1 / first + 1 / second) ** 0.5)


def p_of_sizes(counts: Sequence[int], shares: Sequence[float]) -> float:
    """How probable arms so far from their shares are by chance: χ². A broken assignment shows here first."""
    total, weight = sum(counts), sum(shares)
    expected = [total * share / weight for share in shares]
    if not total or len(counts) < 2:
        return 1.0
    square = sum((count - wanted) ** 2 / wanted for count, wanted in zip(counts, expected, strict=True) if wanted)
    return float(chdtrc(len(counts) - 1, square))
