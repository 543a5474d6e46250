"""One spelling for what tricksters write in many: spaces and signs between the characters, traditional ones, full
width, letters of other alphabets."""

import re
import unicodedata
from typing import NamedTuple

from opencc import OpenCC

_simplified = OpenCC("t2s")

_SOUNDS = str.maketrans("薇威葳徽唯芯㐰帐佣拥寳寶姑", "微微微微微信信账佣佣宝宝估")
"""Characters written for another that sounds or looks alike, where the other isn't meant."""
_LATIN = str.maketrans("аеорсухіѕԁɡ", "aeopcyxisdg")
"""Cyrillic and other letters that look Latin."""


class Normal(NamedTuple):
    """`text` holds letters and digits alone, words of Latin letters between single spaces; `places` says for each
    character where in the original it stands."""

    text: str
    places: list[int]


class _Folding(dict[int, str]):
    """What each character becomes, worked out once."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).lower().translate(_LATIN)
        folded = _simplified.convert(folded).translate(_SOUNDS)
        kept = "".join(one if one.isalnum() else " " for one in folded if unicodedata.category(one) not in _UNSEEN)
        self[code] = kept
        return kept


_LETTERS = re.compile(r"(?<![a-z0-9])(?:[a-z] ){3,}[a-z](?![a-z0-9])")
_UNSEEN = {"Mn", "Cf", "Me"}
_folding = _Folding()


def normalise(text: str) -> Normal:
    pieces: list[str] = []
    places: list[int] = []
    before = " "
    for place, character in enumerate(text):
        for one in _folding[ord(character)]:
            if one == " " and (before == " " or not before.isascii()):
                continue
            if not one.isascii() and before == " " and pieces and pieces[-1] == " ":
                # Nothing stands between two characters of Chinese, nor between a word and one of them.
                pieces.pop()
                places.pop()
            pieces.append(one)
            places.append(place)
            before = one
    return _joined("".join(pieces), places)


def _joined(text: str, places: list[int]) -> Normal:
    """Single letters in a row are a word that was pulled apart: t e l e g r a m."""
    gone = {place for run in _LETTERS.finditer(text) for place in range(run.start(), run.end()) if text[place] == " "}
    if not gone:
        return Normal(text, places)
    kept = [place for place in range(len(text)) if place not in gone]
    return Normal("".join(text[place] for place in kept), [places[place] for place in kept])
