"""Finding what somebody looks for in a text: Chinese anywhere in it, English words in all their forms.

`words_of` is what an index keeps of a text. `Sought` is a query: `words` are those that a text's `words_of` must all
have for it to be found, which for three Chinese characters and more rules out nearly all others ("上海海上" has every
pair of "海上海"); `is_in` reads the text itself.
"""

import re
import threading
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any

from apps.language.folding import fold, squash
from apps.language.tokenising import latin_in, pieces_of

MAX_QUERY = 200
"""Of what somebody looks for, only so many characters count."""

MAX_WORDS = 12
MAX_TEXT = 25_000
"""And of a text; an article is shorter, a message much so."""

MAX_WORD = 60
_POSSESSIVE = re.compile("['’]s$")

_stemming = threading.Lock()
_stemmers: list[Any] = []


@lru_cache(maxsize=65_536)
def form_of(word: str) -> str:
    """An English word without its endings, by the Snowball rules ("interviews", "interviewing" → "interview"); what
    is no plain word ("c++", "node.js", "2026") stays as it is. Apostrophes go: "don't" is "dont"."""
    plain = _POSSESSIVE.sub("", word).replace("'", "").replace("’", "")
    if not (plain.isascii() and plain.isalpha()):
        return plain
    with _stemming:
        if not _stemmers:
            # Loads the rules of thirty languages: at the first word rather than at the start.
            _stemmers.append(import_module("snowballstemmer").stemmer("english"))
        return str(_stemmers[0].stemWord(plain))


def words_of(text: str) -> list[str]:
    """Distinct forms of English words, pairs of Chinese characters and single ones."""
    found: dict[str, None] = {}
    for is_cjk, run in dict.fromkeys(pieces_of(squash(text[:MAX_TEXT]))):
        if is_cjk:
            found.update(dict.fromkeys(map("".join, pairwise(run))))
            found.update(dict.fromkeys(run))
        elif len(run) <= MAX_WORD:
            found[form_of(run)] = None
    return list(found)


@dataclass(frozen=True, slots=True)
class Span:
    """A hit: text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True)
class Sought:
    """What is looked for: every one of `forms` as a word, every one of `runs` anywhere."""

    forms: tuple[str, ...]
    runs: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.forms or self.runs)

    @cached_property
    def words(self) -> list[str]:
        wanted = dict.fromkeys(self.forms)
        for run in self.runs:
            wanted.update(dict.fromkeys(map("".join, pairwise(run)) if len(run) > 1 else [run]))
        return list(wanted)

    def is_in(self, text: str) -> bool:
        squashed = squash(text[:MAX_TEXT])
        if not self or not all(run in squashed for run in self.runs):
            return False
        if not self.forms:
            return True
        latin = {run for is_cjk, run in pieces_of(squashed) if not is_cjk and len(run) <= MAX_WORD}
        return set(self.forms) <= {form_of(run) for run in latin}

    def spans(self, text: str) -> list[Span]:
        """The hits in a text, in order and apart from each other, to be marked."""
        folded = fold(text[:MAX_TEXT])
        found = [(at.start(), at.end()) for run in self.runs for at in re.finditer(re.escape(run), folded)]
        if self.forms:
            wanted = set(self.forms)
            found += [(start, end) for start, end, word in latin_in(folded) if form_of(word) in wanted]
        apart: list[Span] = []
        for start, end in sorted(found):
            if apart and start <= apart[-1].end:
                apart[-1] = Span(apart[-1].start, max(end, apart[-1].end))
            else:
                apart.append(Span(start, end))
        return apart


def sought(query: str) -> Sought:
    """What is looked for; nothing (false) where the query has no word."""
    forms: dict[str, None] = {}
    runs: dict[str, None] = {}
    for is_cjk, run in pieces_of(squash(query[:MAX_QUERY]))[:MAX_WORDS]:
        if is_cjk:
            runs[run] = None
        elif len(run) <= MAX_WORD:
            forms[form_of(run)] = None
    return Sought(tuple(forms), tuple(runs))
