"""Whether a text is in a language that we don't read: other scripts, and Latin ones by their commonest words."""

import re

from apps.language.detection import HAN, LATIN
from apps.language.words import lines

MAX_CHARACTERS = 8_000
_WORD = re.compile(rf"[{LATIN}]+")
_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH_WORDS, _ENOUGH_SIGNS = 4, 2


def is_foreign(text: str) -> bool:
    """Whether it is mostly in neither Chinese nor English. Short texts, names and single words in another language
    aren't: in doubt it is one of ours."""
    text = text[:MAX_CHARACTERS]
    words = [word.lower() for word in _WORD.findall(text)]
    han = len(_HAN.findall(text))
    others = len(_LETTER.findall(text)) - han - sum(map(len, words))
    # Kana and hangul stand between Han characters, so a Japanese sentence has fewer of them than it has letters.
    if others >= _ENOUGH_WORDS and others > (han + len(words)) / 2:
        return True
    if han > len(words) or len(words) < _ENOUGH_WORDS:
        return False
    foreign = sum(word in _FOREIGN for word in words)
    return foreign >= _ENOUGH_SIGNS and foreign > sum(word in _ENGLISH for word in words)


def _listed(kind: str) -> frozenset[str]:
    parts = (line.partition(": ") for line in lines("common_words"))
    return frozenset(word for of, _colon, words in parts if of == kind for word in words.split(", "))


_ENGLISH, _FOREIGN = _listed("english"), _listed("other")
