"""What the questions mean that the help knows from the start: a row each, so that no first question waits for them."""

import hashlib

import numpy as np

from apps.education.articles.shipped import CONTENT, questions_beside, shipped_questions
from apps.language.embedding import embed
from apps.language.learning import Lesson, LinearModel, Models, register

_STEPS = 256
"""Rounded to so many steps of 1, which no cosine notices, a file is half as large."""


def key_of(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _learn() -> Models:
    asked = [
        line for fields in shipped_questions().values() for field in fields.values() for line in field.splitlines()
    ]
    questions = list(dict.fromkeys([*asked, *questions_beside()]))
    meanings = np.round(np.asarray(embed(questions), dtype=np.float64) * _STEPS) / _STEPS
    return {"asked": LinearModel(tuple(map(key_of, questions)), meanings)}


ASKED = register(
    Lesson(
        name="asked",
        version=1,
        sources=(CONTENT / "asked.txt", CONTENT / "beside.txt"),
        path=CONTENT / "asked.npz",
        learn=_learn,
    )
)
