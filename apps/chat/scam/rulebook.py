"""The rules: patterns of words that tricks have in common, as operators write them, compiled once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import ahocorasick
from opencc import OpenCC

from apps.chat.scam.normalising import normalise

INNOCENT = "innocent"
"""The family whose patterns speak for a message: who asks about a trick, tells of one or warns of it."""
WINDOW = 90
BESIDE = 25
MOST_WORDS = 400
MOST_CHARACTERS = 20_000
SHARED = {
    "no": (
        "不收,不交,不用交,不用,无需,不需要,免费,报销,公司出,公司承担,公司付,公司办,不要钱,没有押金,不存在,凭发票,严禁,"
        "free,no fee,never,reimburse*,we cover,paid by us,we pay,don t pay,no deposit,not required,without charge"
    )
}
"""Words that many patterns must not meet: "@no"."""


class UnreadablePattern(ValueError):
    """Its line, and what is wrong with it."""


class Pattern(NamedTuple):
    """Each group must be met by one of its words; none of `unless` beside them."""

    groups: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]


class Suspicion(NamedTuple):
    """A trick by its family, and where in the original it stands: text[start:end]."""

    family: str
    start: int
    end: int


def read_patterns(text: str) -> list[Pattern]:
    """One a line; empty lines and what begins with # are passed over. Raises UnreadablePattern."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadablePattern(text)
    lines = (line.strip() for line in text.splitlines())
    return [_pattern(line) for line in lines if line and not line.startswith("#")]


def read_families(text: str) -> dict[str, str]:
    """A file of blocks, each headed by its [family]: the patterns of each, as text."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[] "), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return {family: "\n".join(lines) for family, lines in found.items()}


def _pattern(line: str) -> Pattern:
    wanted, _dash, unwanted = line.partition(" - ")
    groups = tuple(_words(group) for group in wanted.split("+"))
    if not all(groups):
        raise UnreadablePattern(line)
    unless = tuple(word for part in unwanted.split(",") for word in _expanded(part.strip()))
    if sum(map(len, groups)) + len(unless) > MOST_WORDS:
        raise UnreadablePattern(line)
    return Pattern(groups, unless)


def _expanded(word: str) -> tuple[str, ...]:
    return _words(SHARED[word[1:]]) if word.startswith("@") and word[1:] in SHARED else _words(word)


def _words(text: str) -> tuple[str, ...]:
    made = []
    for word in text.replace("，", ",").replace("、", ",").split(","):
        star = "*" if word.strip().endswith("*") else ""
        if normal := normalise(word).text.strip():
            made.append(normal + star)
    return tuple(made)


@dataclass(frozen=True)
class RuleBook:
    """`families` are their patterns; `version` tells two books apart."""

    families: Mapping[str, tuple[Pattern, ...]]
    version: str = ""

    def suspicions(self, text: str) -> list[Suspicion]:
        """The tricks that these words show, at most one a family, in their order; none where they speak for the
        message."""
        if not self.may_hold(text):
            return []
        normal = normalise(text)
        spans = dict[str, tuple[int, int]]()
        for number, hits in self._hits(normal.text).items():
            family, pattern = self._patterns[number]
            if family not in spans and (span := _met(pattern, hits)):
                spans[family] = span
        if INNOCENT in spans:
            return []
        found = [Suspicion(family, normal.places[a], normal.places[b - 1] + 1) for family, (a, b) in spans.items()]
        return sorted(found, key=lambda one: one.start)

    def is_innocent(self, text: str) -> bool:
        hits = self._hits(normalise(text).text)
        numbers = [number for number in hits if self._patterns[number][0] == INNOCENT]
        return any(_met(self._patterns[number][1], hits[number]) for number in numbers)

    def may_hold(self, text: str) -> bool:
        """A first look, which is all that most messages cost: whether a word is there that a pattern can't do without,
        or something between the characters that doesn't belong there."""
        lowered = text.lower()
        look = self._first_looks[text.isascii()]
        return bool(look) and (next(look.iter(lowered), None) is not None or _is_odd(lowered))

    @cached_property
    def _patterns(self) -> list[tuple[str, Pattern]]:
        return [(family, pattern) for family, patterns in self.families.items() for pattern in patterns]

    @cached_property
    def _first_looks(self) -> tuple[ahocorasick.Automaton, ahocorasick.Automaton]:
        """Of each pattern its most telling group, in simplified and traditional characters; and of these words those
        that a text of ASCII alone can hold. The library compares a character with all that words begin with, in the
        order in which they came: those of Latin letters are first, and a text of them never meets the others."""
        traditional = OpenCC("s2t")
        telling = [max(one.groups, key=_telling) for family, one in self._patterns if family != INNOCENT]
        words = [word.rstrip("*") for group in telling for word in group]
        latin = [word for word in words if word.isascii()]
        return _looking_for([*latin, *words, *map(traditional.convert, words)]), _looking_for(latin)

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        places = defaultdict[str, list[tuple[int, int]]](list)
        for number, (_family, pattern) in enumerate(self._patterns):
            for group, words in enumerate([pattern.unless, *pattern.groups]):
                for word in words:
                    places[word].append((number, group))
        automaton = ahocorasick.Automaton()
        for word, wanted in places.items():
            plain = word.rstrip("*")
            known = automaton.get(plain, [])
            automaton.add_word(plain, [*known, (word, wanted)])
        automaton.make_automaton()
        return automaton

    def _hits(self, text: str) -> dict[int, dict[int, list[tuple[int, int]]]]:
        """For each pattern, for each of its groups (0 is `unless`), where it is met."""
        found: dict[int, dict[int, list[tuple[int, int]]]] = {}
        if not self._patterns:
            return found
        for last, entries in self._automaton.iter(text):
            for word, wanted in entries:
                end = last + 1
                start = end - len(word.rstrip("*"))
                if not _stands(text, start, end, word):
                    continue
                for number, group in wanted:
                    found.setdefault(number, {}).setdefault(group, []).append((start, end))
        return found


def _looking_for(words: Iterable[str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
    for word in words:
        automaton.add_word(word)
    automaton.make_automaton()
    return automaton


_ODD = re.compile(
    r"[\u3400-\u9fff][^\w，。！？、；：…（）《》“”·/,.!?;:()\n-]{1,4}[\u3400-\u9fff]"
    r"|[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u0400-\u052f薇威葳徽]"
)
"""Signs and spaces between Chinese characters, full width, letters of other alphabets, sounds for others."""
_PULLED_APART = re.compile(r"\b[a-z][ ._-][a-z][ ._-][a-z][ ._-][a-z]\b")


def _is_odd(text: str) -> bool:
    if not text.isascii():
        return _ODD.search(text) is not None or _PULLED_APART.search(text) is not None
    # Where every fourth character isn't a letter it is worth the look.
    return 4 * sum(map(text.count, " ._-")) > len(text) and _PULLED_APART.search(text) is not None


def _telling(words: Sequence[str]) -> tuple[int, float]:
    """How much the words say, the shortest first: a Chinese character as much as three letters."""
    weights = [sum(1 if one.isascii() else 3 for one in word.rstrip("*")) for word in words]
    return min(weights), sum(weights) / len(weights)


def _stands(text: str, start: int, end: int, word: str) -> bool:
    """Latin words stand alone, or begin so where the pattern says it."""
    if word[0].isascii() and start and text[start - 1].isascii() and text[start - 1].isalnum():
        return False
    return word.endswith("*") or not (
        word[-1].isascii() and word[-1].isalpha() and end < len(text) and text[end].isascii() and text[end].isalnum()
    )


def _met(pattern: Pattern, hits: Mapping[int, list[tuple[int, int]]]) -> tuple[int, int] | None:
    """The first place where all groups are met within the window, with nothing of `unless` beside it."""
    numbers = range(1, len(pattern.groups) + 1)
    if not all(number in hits for number in numbers):
        return None
    for anchor in hits[1][:50]:
        spans = [anchor]
        for number in numbers[1:]:
            near = min(hits[number], key=lambda span: abs(span[0] - anchor[0]))
            spans.append(near)
        start, end = min(span[0] for span in spans), max(span[1] for span in spans)
        if end - start <= WINDOW and not any(
            span[0] < end + BESIDE and span[1] > start - BESIDE for span in hits.get(0, ())
        ):
            return start, end
    return None


def book_of(families: Iterable[tuple[str, str]], *, version: str = "") -> RuleBook:
    """A book of (family, patterns as text). Raises UnreadablePattern."""
    gathered = defaultdict[str, list[Pattern]](list)
    for family, text in families:
        gathered[family] += read_patterns(text)
    return RuleBook({family: tuple(patterns) for family, patterns in gathered.items()}, version)
