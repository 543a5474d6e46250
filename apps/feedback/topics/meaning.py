"""The meaning of tickets as stored numbers, and how alike two of them are."""

from collections.abc import Sequence

import numpy as np

from apps.language import embed, embedder

ALIKE_FROM = 0.5
ALIKE_IN_ONE_AREA_FROM = 0.45
"""Cosines from which an earlier ticket is suggested as saying the same; a person decides. Three quarters of the reports
written in both languages lie above the second, and about one in a hundred pairs of different ones."""


def version() -> str:
    return embedder().name


def as_bytes(text: str) -> bytes:
    return embed([text])[0].astype("<f4").tobytes()


def likenesses(one: bytes, others: Sequence[bytes]) -> list[float]:
    """Cosines, 0–1, of one stored meaning to others of the same version."""
    if not others:
        return []
    mine = np.frombuffer(one, dtype="<f4")
    theirs = np.vstack([np.frombuffer(other, dtype="<f4") for other in others])
    return [float(value) for value in np.clip(theirs @ mine, 0.0, 1.0)]


def is_alike(likeness: float, *, is_one_area: bool) -> bool:
    return likeness >= (ALIKE_IN_ONE_AREA_FROM if is_one_area else ALIKE_FROM)
