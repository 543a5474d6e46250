"""How alike two texts are: in meaning, and as copies of each other."""

import re
from functools import lru_cache

from apps.language.detection import HAN, KANA_HANGUL
from apps.language.embedding import embed
from apps.language.folding import squash

SHORT_UNITS = 8
"""Below so many units (a CJK character, or a word of another script) only equal texts are copies."""

NEAR_DUPLICATE = 0.55
"""Share of common shingles from which a text counts as a copy. Of unrelated pairs of real messages .2% reach it
(templates mostly), of copies with a tenth of the characters changed 94% (Chinese) and 99% (English)."""

MAX_CHARACTERS = 8_000
"""Longer texts are compared by their beginnings; no message, ticket or comment is longer."""

_CJK = re.compile(f"[{HAN}{KANA_HANGUL}]")
_UNIT = re.compile(rf"[{HAN}{KANA_HANGUL}]|[^\W_{HAN}{KANA_HANGUL}]+")


def similarity(a: str, b: str) -> float:
    """Likeness of meaning, 0–1: the cosine of the embeddings, below zero counting as zero.

    Across languages too. Unrelated texts stay below .3, paraphrases lie around .6–.9.
    """
    first, second = embed([a, b])
    return float(min(1.0, max(0.0, first @ second)))


@lru_cache(maxsize=1024)
def _taken_apart(text: str) -> tuple[list[str], frozenset[str]]:
    """Its units and their shingles. The same few texts are compared with many others."""
    units = _UNIT.findall(squash(text))
    return units, _shingles(units) if units else frozenset()


def _shingles(units: list[str]) -> frozenset[str]:
    """Pieces of 2 from each CJK character on, of 3 from each other character on, word ends included."""
    plain = "".join(unit if _CJK.match(unit) else f" {unit} " for unit in units).replace("  ", " ")
    return frozenset(plain[i : i + (2 if _CJK.match(plain[i]) else 3)] for i in range(max(1, len(plain) - 1)))


def near_duplicate(a: str, b: str) -> float:
    """How much of the shorter text is copied from the other, 0–1.

    Punctuation, emojis, invisible characters, case, width and the order of sentences don't matter; a swapped
    name, an added greeting or a changed number lowers it little. Short texts (below `SHORT_UNITS`) score 1
    when equal and at most .5 otherwise: "20号可以" and "21号可以" are two answers. 0 when one has no words.
    Containment of character shingles: A. Broder, On the resemblance and containment of documents, 1997.
    """
    (first, one), (second, other) = _taken_apart(a[:MAX_CHARACTERS]), _taken_apart(b[:MAX_CHARACTERS])
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    common = len(one & other)
    if min(len(first), len(second)) < SHORT_UNITS:
        return common / len(one | other) / 2
    containment = common / min(len(one), len(other))
    dice = 2 * common / (len(one) + len(other))
    # A short text inside a long one isn't a copy of it; a copy with a paragraph added is.
    return max(dice, containment * min(1.0, 2 * min(len(one), len(other)) / max(len(one), len(other))))


def is_near_duplicate(a: str, b: str) -> bool:
    """Whether one of the texts is a copy of the other with small edits; see `near_duplicate`.

    Equal short texts are copies as well: people repeat "20号可以" honestly, so judge those by `answers` too.
    """
    return near_duplicate(a, b) >= NEAR_DUPLICATE
