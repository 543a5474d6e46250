"""Chinese by how it sounds: what one types on a Latin keyboard to find a Chinese title, whole or by initials."""

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import islice, product
from typing import Any

MOST_CHARACTERS = 80
MOST_READINGS = 16
"""Of one text, where its characters are read in several ways."""


@lru_cache(maxsize=2048)
def pinyin_keys(text: str) -> tuple[str, ...]:
    """All pinyin of a text without tones and spaces, then all initials: 银行 gives yinhang and yh. A character that is
    read in several ways counts in each, unless the word around it says which. Empty for a text without Chinese."""
    syllables: list[list[str]] = []
    has_chinese = False
    for readings in _reader()(text[:MOST_CHARACTERS]):
        known = list(dict.fromkeys("".join(reading.split()).lower() for reading in readings))
        syllables.append([reading for reading in known if reading] or [""])
        has_chinese = True
    if not has_chinese:
        return ()
    variants = list(islice(product(*syllables), MOST_READINGS))
    whole = dict.fromkeys("".join(variant) for variant in variants)
    initials = dict.fromkeys("".join(syllable[:1] for syllable in variant) for variant in variants)
    return tuple(dict.fromkeys([*whole, *initials]))


@cache
def _reader() -> Callable[[str], list[list[str]]]:
    # Loaded on first use: its dictionaries are tens of thousands of entries, which most processes never need.
    from pypinyin import Style, pinyin  # noqa: PLC0415

    def read(text: str) -> list[list[str]]:
        def left(other: str) -> Any:
            return None

        return pinyin(text, style=Style.NORMAL, heteronym=True, errors=left)

    return read
