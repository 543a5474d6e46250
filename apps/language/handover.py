"""How sure retrieval is that its hit answers the question."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a hit: its dense `cosine`, the `overlap` of words (0–1), and its `lead` in fused score
    over its best rival (negative when it isn't the first)."""

    cosine: float
    overlap: float
    lead: float


def probability(evidence: Evidence) -> float:
    return 1 / (1 + math.exp(-(-4.5 + 6 * evidence.cosine + 2 * evidence.overlap + 0.5 * evidence.lead)))
