"""One spelling for the many ways to type the same character."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character.lower()[:1]


def fold(text: str) -> str:
    """Lower case, half width, one code point for one code point, so that positions stay those of `text`."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_character, text))


def squash(text: str) -> str:
    """Fold fully (NFKC, case) and drop invisible characters; positions change."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).casefold())
