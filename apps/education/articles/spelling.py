"""What who finds nothing may have meant: words of the help that are spelt almost so, or in Chinese sound so."""

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise

from django.db.models import QuerySet

from apps.education.articles.models import TONGUES, WORDS, Article
from apps.kept import KeptFromRows
from apps.language import tokens
from apps.language.folding import squash
from apps.language.pinyin import pinyin_keys
from apps.language.searching import MAX_QUERY
from apps.language.tokenising import pieces_of

ALIKE = 0.8
"""Of two spellings: one letter of five may be another."""

SHORTEST_WORD = 4
LONGEST_CHINESE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """English words, Chinese ones by how they sound, the more frequent one where several do, and all that is said."""

    english: frozenset[str]
    by_sound: dict[str, str]
    said: str
    pairs: frozenset[str]
    """Of neighbouring characters in what is said: who has one that isn't here need not be sought in the whole of it."""

    def says(self, piece: str) -> bool:
        return all(piece[at : at + 2] in self.pairs for at in range(len(piece) - 1)) and piece in self.said


def corrected(query: str) -> str:
    """The query in words that the help has; empty where nothing else could be meant."""
    vocabulary, parts = _vocabulary(), squash(query[:MAX_QUERY]).split()
    meant = [_part(part, vocabulary) for part in parts]
    return " ".join(meant) if meant != parts else ""


def _part(part: str, vocabulary: Vocabulary) -> str:
    return "".join(
        _chinese(run, vocabulary) if is_cjk else _english(run, vocabulary) for is_cjk, run in pieces_of(part)
    )


@lru_cache(maxsize=256)
def _english(word: str, vocabulary: Vocabulary) -> str:
    if len(word) < SHORTEST_WORD or word.isdigit() or word in vocabulary.english:
        return word
    return next(iter(get_close_matches(word, vocabulary.english, n=1, cutoff=ALIKE)), word)


def _chinese(run: str, vocabulary: Vocabulary) -> str:
    """From the left the longest piece that is said somewhere, or that sounds like a word that is."""
    meant, at = "", 0
    while at < len(run):
        piece = next((one for one in _pieces_at(run, at) if _known(one, vocabulary)), run[at])
        meant += _known(piece, vocabulary) or piece
        at += len(piece)
    return meant


def _pieces_at(run: str, at: int) -> list[str]:
    return [run[at : at + length] for length in range(min(LONGEST_CHINESE, len(run) - at), 1, -1)]


def _known(piece: str, vocabulary: Vocabulary) -> str:
    if vocabulary.says(piece):
        return piece
    return vocabulary.by_sound.get(_sound(piece), "") if len(piece) > 1 else ""


def _sound(word: str) -> str:
    return next(iter(pinyin_keys(word)), "")


def _text(article: Article) -> str:
    return "\n".join(getattr(article, f"{name}_{tongue}") for name in WORDS for tongue in TONGUES)


def _read(articles: QuerySet[Article]) -> Vocabulary:
    text = "\n".join(_text(article) for article in articles)
    counted = Counter(tokens(text))
    chinese = [
        word for word, _count in counted.most_common() if not word.isascii() and 1 < len(word) <= LONGEST_CHINESE
    ]
    by_sound: dict[str, str] = {}
    for word in chinese:
        by_sound.setdefault(_sound(word), word)
    by_sound.pop("", None)
    english = frozenset(word for word in counted if word.isascii() and word.isalpha() and len(word) >= SHORTEST_WORD)
    said = squash(text)
    return Vocabulary(english, by_sound, said, frozenset(map("".join, pairwise(said))))


_vocabulary = KeptFromRows(lambda: Article.objects.asked_by(None), _read)
