"""Which arm a unit belongs to: a pure function of the experiment's salt and the unit's name."""

import hashlib
from collections.abc import Mapping


def arm_of(unit: str, *, salt: str, arms: Mapping[str, float]) -> str:
    """The arm in whose share of [0, 1) the unit's hash falls. Shares are weights; they need not sum to 1."""
    point = int.from_bytes(hashlib.sha256(f"{salt}:{unit}".encode()).digest()[:8]) / 2**64 * sum(arms.values())
    reached = 0.0
    for arm, share in arms.items():
        reached += share
        if point < reached:
            return arm
    return list(arms)[-1]
