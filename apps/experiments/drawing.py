"""Which of several is next: Thompson sampling (W. R. Thompson, 1933) on what became of each before. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

TRIES = 2_000
"""Draws from which the chances are estimated."""


@dataclass(frozen=True, slots=True)
class Record:
    """How often something turned out well, and how often it didn't; parts count as parts."""

    good: float = 0
    bad: float = 0


def chances(
    weights: Mapping[str, float], records: Mapping[str, Record], *, rng: np.random.Generator, floor: float = 0.0
) -> dict[str, float]:
    """How likely each is to be drawn, 0–1: as likely as that its chance to turn out well, drawn from what is known of
    it and times its weight, is the highest; but no less than `floor`. `weights` holds at least one."""
    keys = list(weights)
    known = [records.get(key, Record()) for key in keys]
    good = np.array([1 + record.good for record in known])
    bad = np.array([1 + record.bad for record in known])
    draws = rng.beta(good, bad, size=(TRIES, len(keys))) * np.array(list(weights.values()))
    best = np.bincount(draws.argmax(axis=1), minlength=len(keys)) / TRIES
    return {key: float(floor + (1 - floor * len(keys)) * share) for key, share in zip(keys, best, strict=True)}


def pick(likely: Mapping[str, float], point: float) -> str:
    """The one in whose part of [0, 1) the point falls; never one that can't be."""
    reached, chosen = 0.0, ""
    for key, chance in likely.items():
        reached += chance
        if chance:
            chosen = key
        if point < reached:
            break
    return chosen


def draw(weights: Mapping[str, float], records: Mapping[str, Record], *, rng: np.random.Generator) -> tuple[str, float]:
    """One of them by chance, and how likely it was to be that one."""
    likely = chances(weights, records, rng=rng)
    chosen = pick(likely, rng.random())
    return chosen, likely[chosen]
