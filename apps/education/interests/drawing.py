"""Which topic is next: Thompson sampling (W. R. Thompson, 1933) on how often what was pushed was opened. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

TRIES = 2_000
"""Draws from which a propensity is estimated; none is reported below one of them."""


@dataclass(frozen=True, slots=True)
class Record:
    """Of a topic in a segment: how often what was pushed was opened, and how often it wasn't."""

    opened: int = 0
    passed_by: int = 0


def draw(weights: Mapping[str, float], records: Mapping[str, Record], *, rng: np.random.Generator) -> tuple[str, float]:
    """The topic whose chance of being opened, drawn from what is known of it and times its weight, is highest; and how
    likely it was to be that one, 0–1. `weights` holds at least one topic."""
    topics = list(weights)
    known = [records.get(topic, Record()) for topic in topics]
    opened = np.array([1 + record.opened for record in known])
    passed_by = np.array([1 + record.passed_by for record in known])
    draws = rng.beta(opened, passed_by, size=(TRIES + 1, len(topics))) * np.array(list(weights.values()))
    best = draws.argmax(axis=1)
    chosen = int(best[0])
    return topics[chosen], float(max(np.mean(best[1:] == chosen), 1 / TRIES))
