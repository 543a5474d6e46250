"""What is learnt of stages: dialogues put together from what is said at each of them (`content/stages_*.txt`)."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from apps.chat.stages.reading import GREETING, features
from apps.language.dialogues import Side, Turn
from apps.language.learning import Lesson, Models, register, regression

_CONTENT = Path(__file__).parent.parent / "content"
LANGUAGES = ("zh", "en")
IN_ORDER = ("greeting", "clarify", "interview", "offer")
CLOSED = "closed"
_LONGER_FORMS = 4
"""Dialogues that are made of each exchange, beside itself alone."""
_SIDES: dict[str, Side] = {"c": "candidate", "r": "recruiter"}

Exchange = tuple[str, list[Turn]]


def exchanges(language: str) -> list[Exchange]:
    lines = (_CONTENT / f"stages_{language}.txt").read_text(encoding="utf-8").splitlines()
    parts = [line.split("| ") for line in lines if line and not line.startswith("#")]
    return [(stage, [Turn(_SIDES[turn[0]], turn[3:].strip()) for turn in turns]) for stage, *turns in parts]


def dialogues(language: str, *, seed: int = 1) -> Iterator[Exchange]:
    """Each exchange alone, and after what may have been said before it. The same ones each time."""
    chance = random.Random(seed)
    known = exchanges(language)
    by_stage = {stage: [turns for of, turns in known if of == stage] for stage in (*IN_ORDER, CLOSED)}
    for stage, turns in known:
        yield stage, turns
        for _number in range(_LONGER_FORMS):
            yield stage, [*_said_before(stage, by_stage, chance), *turns]


def _said_before(stage: str, by_stage: dict[str, list[list[Turn]]], chance: random.Random) -> list[Turn]:
    if stage == GREETING:
        return []
    until = chance.randint(1, 4) if stage == CLOSED else IN_ORDER.index(stage)
    before: list[Turn] = []
    for earlier in IN_ORDER[:until]:
        times = 1 if earlier == GREETING else chance.choice([0, 1, 1, 2])
        for _time in range(times):
            before += chance.choice(by_stage[earlier])
    if stage != CLOSED and chance.random() < 0.4:
        before += chance.choice(by_stage[stage])
    return before


def _learn() -> Models:
    rows = [row for language in LANGUAGES for row in dialogues(language)]
    stages = [stage for stage, _turns in rows]
    return {"stage": regression(np.vstack([features(turns) for _stage, turns in rows]), stages, strength=0.1)}


STAGES = register(
    Lesson(
        name="stages",
        version=1,
        sources=(_CONTENT / "stages_zh.txt", _CONTENT / "stages_en.txt", _CONTENT / "stage_cues.txt"),
        path=_CONTENT / "stages.npz",
        learn=_learn,
    )
)
