"""Words of a text: `tokens` for models and ranking, `search_tokens` and `search_query` to find substrings."""

import re
import threading
from functools import cache
from itertools import pairwise

import rjieba

from apps.language.detection import HAN, KANA_HANGUL
from apps.language.folding import squash
from apps.language.words import lines

_CJK = HAN + KANA_HANGUL
_LETTER = rf"[^\W_{_CJK}]"
# ".net" | "node.js", "3.5", "asp.net" | "c++", "c#" | plain words with their apostrophes
_LATIN = (
    rf"(?<![^\W_{_CJK}])\.net(?!{_LETTER})"
    rf"|{_LETTER}+(?:\.(?:js|net|io|ai|py)(?!{_LETTER})|(?<=\d)\.(?=\d){_LETTER}+)*(?:['’]{_LETTER}+|\+\+|\#(?!{_LETTER}))?"
)
_PIECE = re.compile(rf"(?P<cjk>[{_CJK}]+)|(?P<latin>{_LATIN})")

MAX_QUERY = 1_000
"""Of what somebody looks for, only so many characters count."""

_loading = threading.Lock()


@cache
def _loaded_segmenter() -> rjieba.Jieba:
    segmenter = rjieba.Jieba()
    for word in " ".join(lines("recruiting")).split():
        segmenter.add_word(word, None, None)
    return segmenter


def _segmenter() -> rjieba.Jieba:
    with _loading:
        return _loaded_segmenter()


def _pieces(text: str) -> list[tuple[bool, str]]:
    """(is CJK, run) in order; punctuation, symbols and emojis are gone."""
    return pieces_of(squash(text))


def pieces_of(squashed: str) -> list[tuple[bool, str]]:
    """The same of a text that is squashed already."""
    return [(match.lastgroup == "cjk", match[0]) for match in _PIECE.finditer(squashed)]


def latin_in(text: str) -> list[tuple[int, int, str]]:
    """The Latin words of a folded text with their places: text[start:end]."""
    return [(match.start(), match.end(), match[0]) for match in _PIECE.finditer(text) if match.lastgroup == "latin"]


def tokens(text: str, *, fine: bool = False) -> list[str]:
    """Words in order: Latin ones lower-cased (c++, c#, .net, node.js stay whole), Chinese cut by dictionary.

    `fine` also gives the shorter words inside long Chinese ones ("前端开发" → 前端, 开发, 前端开发), which is
    what retrieval wants.
    """
    words: list[str] = []
    segmenter = _segmenter()
    cut = cache(segmenter.cut_for_search if fine else segmenter.cut)
    for is_cjk, run in _pieces(text):
        if is_cjk:
            words += cut(run)
        else:
            words.append(run.replace("’", "'"))
    return words


def stem(word: str) -> str:
    """An English word without plural, -ing and -ed, roughly ("messages", "messaging" → "messag"); others unchanged."""
    if not word.isascii() or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and word[-2] not in "us":
        word = word[:-2] if word.endswith(("ses", "xes", "zes")) else word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            word = word[:-1] if word[-1] == word[-2] else word
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def search_tokens(text: str) -> list[str]:
    """What the search index stores for `text`: distinct Latin words, CJK pairs and single CJK characters."""
    return _search_tokens_of(_pieces(text))


def _search_tokens_of(pieces: list[tuple[bool, str]]) -> list[str]:
    found: dict[str, None] = {}
    for is_cjk, run in dict.fromkeys(pieces):
        if is_cjk:
            found.update(dict.fromkeys(map("".join, pairwise(run))))
            found.update(dict.fromkeys(run))
        else:
            found[run.replace("’", "'")] = None
    return list(found)


def search_query(text: str) -> list[str]:
    """Distinct tokens that `search_tokens` of a text must all have for it to hold the query; [] finds none.

    A run of CJK asks for its pairs, a single character for itself. It is a filter with false positives
    ("上海海上" holds every pair of "海上海"): verify with `search_matches`.
    """
    wanted: dict[str, None] = {}
    for is_cjk, run in _pieces(text[:MAX_QUERY]):
        if not is_cjk:
            wanted[run.replace("’", "'")] = None
        elif len(run) == 1:
            wanted[run] = None
        else:
            wanted.update(dict.fromkeys(run[i : i + 2] for i in range(len(run) - 1)))
    return list(wanted)


def search_matches(text: str, query: str) -> bool:
    """Whether `text` holds every white-space separated part of `query`, whatever its case or width.

    Parts in Latin letters must be whole words ("java" isn't found in "javascript"), CJK parts may stand
    anywhere ("上海" is found in "我家在上海东边").
    """
    haystack, query = squash(text), query[:MAX_QUERY]
    words = set(_search_tokens_of(pieces_of(haystack)))
    parts = dict.fromkeys(squash(query).split())
    return bool(parts) and all(_holds(haystack, words, part) for part in parts)


def _holds(haystack: str, words: set[str], part: str) -> bool:
    pieces = dict.fromkeys(pieces_of(part))
    if not pieces:
        return False
    return all(run in haystack if is_cjk else run.replace("’", "'") in words for is_cjk, run in pieces)
