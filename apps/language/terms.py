"""Finding many known terms in a text at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from apps.language.detection import HAN, KANA_HANGUL
from apps.language.folding import fold

_WORD_CHARACTER = re.compile(rf"[^\W_{HAN}{KANA_HANGUL}]")


@dataclass(frozen=True, slots=True)
class Term:
    """`term` as given to the finder, and where it stands: text[start:end]."""

    term: str
    start: int
    end: int


def _is_word(character: str) -> bool:
    return bool(_WORD_CHARACTER.match(character))


class TermFinder:
    """Terms compiled once; a search takes time in proportion to the text, hardly to the number of terms."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms: dict[str, str] = {}
        lengths: dict[str, set[int]] = {}
        for term in terms:
            folded = fold(term.strip())
            if folded:
                self._terms.setdefault(folded, term)
                lengths.setdefault(folded[:2], set()).add(len(folded))
        self._lengths = {head: sorted(found, reverse=True) for head, found in lengths.items()}

    def find(self, text: str) -> list[Term]:
        """Non-overlapping terms in order of place, the longest where several begin."""
        folded = fold(text)
        found: list[Term] = []
        place = 0
        while place < len(folded):
            end = self._end_of_term_at(folded, place)
            if end is None:
                place += 1
            else:
                found.append(Term(self._terms[folded[place:end]], place, end))
                place = end
        return found

    def _end_of_term_at(self, folded: str, start: int) -> int | None:
        lengths = self._lengths.get(folded[start : start + 2], []) + self._lengths.get(folded[start], [])
        for length in dict.fromkeys(lengths):
            end = start + length
            if end <= len(folded) and folded[start:end] in self._terms and _stands_alone(folded, start, end):
                return end
        return None


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Latin terms must be whole words ("c" isn't in "c++", "c#", "cc"), CJK terms may stand anywhere."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if _is_word(folded[start]) and _is_word(before or " "):
        return False
    if folded[start] == "." and _is_word(before or " "):
        return False
    if _is_word(folded[end - 1]):
        if _is_word(after or " "):
            return False
        if after == "#" or folded[end : end + 2] == "++":
            return False
    return True


@lru_cache(maxsize=32)
def _finder(terms: tuple[str, ...]) -> TermFinder:
    return TermFinder(terms)


def find_terms(text: str, terms: Iterable[str]) -> list[Term]:
    """Which of `terms` occur in `text`, whatever case or width, in order of place.

    Whole words for Latin letters ("java" isn't in "javascript", but is in "熟悉java开发"), anywhere for CJK.
    The longest wins where terms overlap. Keep a `TermFinder` yourself for thousands of terms.
    """
    return _finder(tuple(terms)).find(text)
