"""The mood of a text by a small lexicon with negation, degree, contrast and emojis."""

import math
import re

from apps.language.terms import TermFinder
from apps.language.words import weighted

_MOODS = weighted("moods")
_TURNS = weighted("turns_of_mood")
_FINDER = TermFinder([*_MOODS, *_TURNS])
_CLAUSE = re.compile(r"[,，.。!！?？;；:：~…\n]+|\b(?:but|however)\b|但是|不过|可是|然而|只是", re.IGNORECASE)
_CONTRAST = re.compile(r"\b(?:but|however)\b|但是|不过|可是|然而", re.IGNORECASE)

# What comes after "but" is what the writer means.
_AFTER_CONTRAST = 1.5
# A turn ("not", "very") reaches a mood that begins within so many characters.
_REACH = 12

MAX_CHARACTERS = 8_000
"""Longer texts are judged by their beginning; no message, ticket or comment is longer."""


def sentiment(text: str) -> float:
    """Mood from -1 (angry) through 0 (neutral or unknown) to 1 (delighted); zh, en and mixed.

    Meant for sorting and averages, not for a decision about one person: it hears no irony.
    """
    text = text[:MAX_CHARACTERS].replace("’", "'")
    contrast = _CONTRAST.search(text)
    total, place = 0.0, 0
    for clause in _CLAUSE.split(text):
        place = text.find(clause, place)
        after = contrast is not None and place >= contrast.end()
        total += _mood_of(clause) * (_AFTER_CONTRAST if after else 1.0)
    return math.tanh(total)


def _mood_of(clause: str) -> float:
    """Sum over the clause's moods, each times the turns shortly before it."""
    total, factor, last = 0.0, 1.0, 0
    for found in _FINDER.find(clause):
        if found.start - last > _REACH:
            factor = 1.0
        if found.term in _TURNS:
            factor *= _TURNS[found.term]
        else:
            total += factor * _MOODS[found.term]
            factor = 1.0
        last = found.end
    return total
