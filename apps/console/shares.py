from math import sqrt
from typing import NamedTuple

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


class Share(NamedTuple):
    """`part` of `of`; in percent it is for people to read."""

    part: int
    of: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.part / self.of) if self.of else None

    @property
    def interval(self) -> tuple[int, int] | None:
        """The 95 % interval in percent; None of nothing."""
        ends = wilson(self.part, self.of)
        return (round(100 * ends[0]), round(100 * ends[1])) if ends else None

    @property
    def spread(self) -> int:
        low, high = self.interval or (0, 0)
        return high - low
