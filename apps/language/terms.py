"""Finding many known terms in a text at once."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from apps.language.detection import HAN, KANA_HANGUL
from apps.language.folding import fold

_WORD_CHARACTER = re.compile(rf"[^\W_{HAN}{KANA_HANGUL}]")


class Term(NamedTuple):
    """`term` as given to the finder, and where it stands: text[start:end]."""

    term: str
    start: int
    end: int


@lru_cache(maxsize=8192)
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
        self._lengths = {
            head: sorted(found | lengths.get(head[:1], set()), reverse=True) for head, found in lengths.items()
        }
        # Where no term can begin is passed over at once: a text mostly holds nothing.
        heads = "".join(map(re.escape, sorted({head[0] for head in lengths})))
        self._beginning = re.compile(f"[{heads}]") if heads else None

    def find(self, text: str) -> list[Term]:
        """Non-overlapping terms in order of place, the longest where several begin."""
        return list(self.each(text))

    def each(self, text: str) -> Iterator[Term]:
        """What `find` finds, one by one, for who needs only the first."""
        if self._beginning is None:
            return
        folded = fold(text)
        end = 0
        for beginning in self._beginning.finditer(folded):
            start = beginning.start()
            if start >= end and (reached := self._end_of_term_at(folded, start)) is not None:
                end = reached
                yield Term(self._terms[folded[start:end]], start, end)

    def _end_of_term_at(self, folded: str, start: int) -> int | None:
        lengths = self._lengths.get(folded[start : start + 2]) or self._lengths.get(folded[start], [])
        for length in lengths:
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
