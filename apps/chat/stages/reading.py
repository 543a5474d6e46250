"""At which stage a conversation stands, read from what was said last: learnt from dialogues in both languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from apps.language import embed
from apps.language.dialogues import Turn
from apps.language.embedding import DIMENSIONS
from apps.language.learning import Matrix, Models

GREETING = "greeting"
MOST_TURNS = 6
MOST_CHARACTERS = 600
"""Of one turn: what is said at the end of a long letter rarely tells more than its beginning."""

LAST, BEFORE, TOGETHER, CUES = 2.0, 2.0, 3.0, 0.7
"""How much each part weighs, chosen with whole exchanges left out."""
_TOGETHER, _CUED = 3, 4
"""How many of the last turns are read as one text, and searched for words of a stage."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`sureness` is the share of dialogues on which such a reading is right, 0–1, as the model estimates it."""

    stage: str
    sureness: float


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    lines = (Path(__file__).parent.parent / "content" / "stage_cues.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {stage: re.compile(words, re.IGNORECASE) for stage, _colon, words in pairs}


def features(turns: Sequence[Turn]) -> Matrix:
    """One row of numbers; `turns` isn't empty."""
    texts = [turn.text[:MOST_CHARACTERS] for turn in turns[-MOST_TURNS:]]
    vectors = np.asarray(embed([*texts, " ".join(texts[-_TOGETHER:])]), dtype=np.float64)
    before = vectors[-3] if len(texts) > 1 else np.zeros(DIMENSIONS)
    shape = [
        min(len(turns), 8) / 8,
        len(turns) == 1,
        len({turn.side for turn in turns}) > 1,
        turns[-1].side == "candidate",
        len(turns) <= 2,
        len(turns) <= 3,
    ]
    cues = [
        found
        for pattern in _cues().values()
        for found in (
            bool(pattern.search(texts[-1])),
            len(texts) > 1 and bool(pattern.search(texts[-2])),
            any(pattern.search(text) for text in texts[-_CUED:]),
        )
    ]
    numbers = CUES * np.array([*shape, *cues], dtype=np.float64)
    return np.concatenate([LAST * vectors[-2], BEFORE * before, TOGETHER * vectors[-1], numbers])[None, :]


@cache
def _models() -> Models | None:
    from apps.chat.stages.lessons import STAGES  # noqa: PLC0415  it learns by this module's features

    return STAGES.read()


def read_stage(turns: Sequence[Turn]) -> Reading | None:
    """None where nothing was said, or where the sentence model isn't the one that it was learnt with."""
    said = [turn for turn in turns if turn.text.strip()]
    models = _models() if said else None
    if models is None:
        return None
    shares = models["stage"].shares(features(said))[0]
    best = int(shares.argmax())
    return Reading(models["stage"].labels[best], float(shares[best]))
