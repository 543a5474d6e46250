"""Looking more than once without finding by chance: how small a p each look needs, so that over all of them no more
than the error is spent.

O'Brien and Fleming's boundary as a spending function (Lan and DeMets, Discrete sequential boundaries for clinical
trials, 1983): early looks need overwhelming evidence, the last one hardly more than a single look would.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from apps.experiments.statistics import VERDICT_ERROR

FARTHEST = 8.0
"""No look needs more standard errors than this."""
NODES = 240


def spent(fraction: float, *, error: float = VERDICT_ERROR) -> float:
    """The share of `error` (of both directions) spent when `fraction`, 0–1, of what was planned has been seen."""
    if fraction <= 0:
        return 0.0
    return float(4 * ndtr(ndtri(error / 4) / np.sqrt(min(fraction, 1.0))))


def critical_values(fractions: Sequence[float], *, error: float = VERDICT_ERROR) -> list[float]:
    """How many standard errors a difference must reach at each look. `fractions` rise to 1 at most.

    Exact for a normal statistic with independent increments, by numerical integration (Armitage, McPherson and Rowe,
    1969). Where looks see more of the same clusters they are more alike than that, and the error is smaller.
    """
    points, weights = np.polynomial.legendre.leggauss(NODES)
    found: list[float] = []
    previous, at = 0.0, np.zeros(1)
    density = np.ones(1)
    for fraction in fractions:
        budget = spent(fraction, error=error) - spent(previous, error=error)
        step = np.sqrt(fraction - previous)

        def left_over(
            critical: float, *, at: np.ndarray = at, density: np.ndarray = density, step: float = step,
            scale: float = np.sqrt(fraction), budget: float = budget,
        ) -> float:  # fmt: skip
            reach = critical * scale
            return float(density @ (ndtr((at - reach) / step) + ndtr((-reach - at) / step))) - budget

        critical = FARTHEST if left_over(FARTHEST) >= 0 else brentq(left_over, 0.0, FARTHEST, xtol=1e-12)
        found.append(critical)
        reach = critical * np.sqrt(fraction)
        new = points * reach
        kernel = np.exp(-(((new[:, None] - at[None, :]) / step) ** 2) / 2) / (step * np.sqrt(2 * np.pi))
        density = (kernel @ density) * weights * reach
        previous, at = fraction, new
    return found


def errors_at(fractions: Sequence[float], *, error: float = VERDICT_ERROR) -> list[float]:
    """The error, of both directions, that an interval may have at each look."""
    return [float(2 * ndtr(-critical)) for critical in critical_values(fractions, error=error)]
