"""The verdict, in one of four words, and what an outcome more has cost."""

from enum import StrEnum

from apps.experiments.statistics import FEWEST_CLUSTERS


class Verdict(StrEnum):
    INSUFFICIENT = "insufficient"
    HELPS = "helps"
    HARMS = "harms"
    NO_EFFECT_SEEN = "no_effect_seen"


def verdict_of(
    *, clusters: tuple[int, int], low: float, high: float, is_good: bool = True, arms_are_as_planned: bool = True
) -> Verdict:
    """`low` and `high` bound the difference at the error of this look. `is_good`: more of it is better. Arms that
    aren't of their planned sizes weren't divided by chance: then nothing is said."""
    if min(clusters) < FEWEST_CLUSTERS or not arms_are_as_planned:
        return Verdict.INSUFFICIENT
    if low > 0:
        return Verdict.HELPS if is_good else Verdict.HARMS
    if high < 0:
        return Verdict.HARMS if is_good else Verdict.HELPS
    return Verdict.NO_EFFECT_SEEN


def points_per_extra_outcome(
    *, points: int, occasions: int, value: float, low: float, high: float
) -> tuple[float, float, float | None] | None:
    """What one outcome more has cost in points, at the least, and at the most (None: without bound). None where none
    was gained. `occasions` are those of the arm that got points; `value`, `low`, `high` the difference of shares."""
    if value <= 0 or not occasions:
        return None
    return points / (occasions * value), points / (occasions * high), points / (occasions * low) if low > 0 else None
