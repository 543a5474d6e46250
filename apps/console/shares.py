from math import sqrt

Z_95 = 1.959964


def wilson(successes: float, trials: int, *, z: float = Z_95) -> tuple[float, float] | None:
    """The 95 % interval of a share, 0–1 (E. B. Wilson, JASA 22, 1927); None without trials."""
    if trials == 0:
        return None
    share = successes / trials
    centre = share + z * z / (2 * trials)
    spread = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
