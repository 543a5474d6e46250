"""The phrases in which operators say what opens, closes or answers a topic: words as one writes them, and a few signs.

`#` any number ("8", "25.5k", "三", "three") · `…` up to fourteen characters of the same sentence · `(a/b)` one or the
other · `[a]` with or without it · `_` a space or none · `*` at the end: however the word goes on.
Latin letters are whole words, whatever their case; a space also matches a hyphen.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from apps.language.folding import fold

NUMBER = (
    r"(?:\d[\d,]{0,9}(?:\.\d{1,2})?(?:\s?(?:k|w|万|千|百)(?![a-z]))?|[一二两三四五六七八九十百千万半]{1,6}"
    r"|(?<![a-z])(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|half)"
    r"(?![a-z]))"
)
MOST_GAPS = 2
MAX_PHRASE = 200
_SIGNS = {"#": NUMBER, "…": r"[^\n.!?。！？；]{0,14}?", " ": r"[\s\-‐–]{1,2}", "_": r"\s?", "/": "|"}
_OPENING, _CLOSING = {"(": "(?:", "[": "(?:"}, {")": ")", "]": ")?"}
_PLAIN = re.compile(r"[^#…()\[\]_*/ ]+")
_WORD = re.compile(r"[a-z0-9]")


class UnusablePhrase(ValueError):
    """A phrase that can't be read; `phrase` is it."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase


@dataclass(frozen=True, slots=True)
class Phrase:
    """`needed` is a piece without which it can't occur: looking for that first costs next to nothing."""

    needed: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=8192)
def compiled(line: str) -> Phrase:
    """Raises UnusablePhrase for brackets that don't close, too many gaps, or nothing but signs."""
    phrase = fold(line.strip())
    has_end = not phrase.endswith("*")
    phrase = phrase.removesuffix("*")
    pieces = [piece.strip("。.,，") for piece in _PLAIN.findall(_without_choices(phrase))]
    if len(phrase) > MAX_PHRASE or phrase.count("…") > MOST_GAPS or not re.search(r"[^\W_]", phrase):
        raise UnusablePhrase(line)
    try:
        pattern = re.compile(_boundary(phrase, before=True) + _regex(phrase, line) + _ending(phrase, has_end))
    except re.error as error:
        raise UnusablePhrase(line) from error
    if pattern.match(""):  # all of it may be left out
        raise UnusablePhrase(line)
    return Phrase(max(pieces, key=len, default=""), pattern)


def _regex(phrase: str, line: str) -> str:
    parts, open_brackets = [], []
    for place, character in enumerate(phrase):
        if character in _OPENING:
            open_brackets.append(character)
            parts.append(_OPENING[character])
        elif character in _CLOSING:
            if not open_brackets or (open_brackets.pop() == "(") != (character == ")"):
                raise UnusablePhrase(line)
            parts.append(_CLOSING[character])
        elif character == "/" and not open_brackets:
            parts.append("/")
        elif character == "#":
            # "团队 7 人" is written with and without spaces.
            parts += [_space(phrase[place - 1 : place]), NUMBER, _space(phrase[place + 1 : place + 2])]
        else:
            parts.append(_SIGNS.get(character) or re.escape(character))
    if open_brackets:
        raise UnusablePhrase(line)
    return "".join(parts)


def _space(neighbour: str) -> str:
    return r"\s?" if neighbour >= "一" else ""


def _without_choices(phrase: str) -> str:
    """What must occur in any case: brackets and what they hold give way to a sign."""
    kept, depth = [], 0
    for character in phrase:
        depth += character in "(["
        kept.append("_" if depth else character)
        depth -= character in ")]" and depth > 0
    return "".join(kept)


def _boundary(phrase: str, *, before: bool) -> str:
    first = phrase.lstrip("([")[:1]
    if first == "#":
        return r"(?<![\d.])"
    return r"(?<![a-z0-9])" if before and _WORD.match(first) else ""


def _ending(phrase: str, has_end: bool) -> str:
    last = phrase.rstrip(")]")[-1:]
    if last == "#":
        return r"(?![\d])"
    return r"(?![a-z0-9])" if has_end and _WORD.match(last) else ""


class Phrases:
    """Some lines, ready to be looked for in folded text."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._phrases = [compiled(line) for line in lines if line.strip()]

    def each(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where they stand."""
        for phrase in self._phrases:
            if phrase.needed in folded:
                for match in phrase.pattern.finditer(folded):
                    yield match.span()

    def first(self, folded: str) -> tuple[int, int] | None:
        """The first place of any, the longest there."""
        return min(self.each(folded), key=lambda span: (span[0], -span[1]), default=None)

    def occur(self, folded: str) -> bool:
        return any(True for _span in self.each(folded))

    def blanked(self, folded: str) -> str:
        """The text with their places blank; positions stay."""
        spans = list(self.each(folded))
        for start, end in spans:
            folded = folded[:start] + " " * (end - start) + folded[end:]
        return folded


@lru_cache(maxsize=1024)
def phrases(lines: str) -> Phrases:
    """One phrase a line."""
    return Phrases(lines.splitlines())
