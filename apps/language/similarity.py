"""How alike two texts are: in meaning, and as copies of each other."""

import re

from apps.language.detection import HAN, KANA_HANGUL
from apps.language.embedding import embed
from apps.language.folding import squash

SHORT_UNITS = 8
"""Below so many units (a CJK character, or a word of another script) only equal texts are copies."""

NEAR_DUPLICATE = 0.6
"""Share of common shingles from which a text counts as a copy."""

_UNIT = re.compile(rf"[{HAN}{KANA_HANGUL}]|[^\W_{HAN}{KANA_HANGUL}]+")


def similarity(a: str, b: str) -> float:
    """Likeness of meaning, 0–1: the cosine of the embeddings, below zero counting as zero.

    Across languages too. Unrelated texts stay below .3, paraphrases lie around .6–.9.
    """
    first, second = embed([a, b])
    return float(min(1.0, max(0.0, first @ second)))


def _shingles(units: list[str]) -> set[str]:
    """Character n-grams over the joined units: 3 long in Latin script, 2 long in CJK."""
    plain = "".join(unit if len(unit) == 1 else f" {unit} " for unit in units).replace("  ", " ")
    length = 2 if sum(len(unit) == 1 for unit in units) > len(units) / 2 else 3
    return {plain[i : i + length] for i in range(max(1, len(plain) - length + 1))}


def near_duplicate(a: str, b: str) -> float:
    """How much of the shorter text is copied from the other, 0–1.

    Punctuation, emojis, invisible characters, case, width and the order of sentences don't matter; a swapped
    name, an added greeting or a changed number lowers it little. Short texts (below `SHORT_UNITS`) score 1
    when equal and at most .5 otherwise: "20号可以" and "21号可以" are two answers. 0 when one has no words.
    Containment of character shingles: A. Broder, On the resemblance and containment of documents, 1997.
    """
    first, second = _UNIT.findall(squash(a)), _UNIT.findall(squash(b))
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    one, other = _shingles(first), _shingles(second)
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
