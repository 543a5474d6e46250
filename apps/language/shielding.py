"""What a text says of persons stays here: it leaves as numbered marks, and comes back where the marks are."""

import re
from collections.abc import Iterable

from apps.language.contacts import find

MARK = re.compile(r"[\[【［]{2}\s*(\d{1,3})\s*[\]】］]{2}")
LEAST_NAME = 2


def shielded(text: str, names: Iterable[str]) -> tuple[str, list[str]]:
    """The text with each phone number, address, account and name as [[1]], and what they were, in order."""
    spans = [(contact.start, contact.end) for contact in find(text)]
    for name in sorted({name for name in names if len(name) >= LEAST_NAME}, key=len, reverse=True):
        word = re.escape(name)
        # Between Chinese characters and a Latin name there is no space.
        pattern = rf"(?<![A-Za-z0-9]){word}(?![A-Za-z0-9])" if name.isascii() else word
        spans += [match.span() for match in re.finditer(pattern, text)]
    # A mark that somebody typed would stand for something else.
    spans += [match.span() for match in MARK.finditer(text)]
    kept: list[str] = []
    parts: list[str] = []
    end = 0
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < end:
            continue
        kept.append(text[start:stop])
        parts += [text[end:start], f"[[{len(kept)}]]"]
        end = stop
    return "".join([*parts, text[end:]]), kept


def restored(text: str, kept: list[str], *, needs_all: bool = True) -> str | None:
    """The text with what the marks stand for; None where one stands for nothing, or is missing though all are
    needed."""
    numbers, known = {int(number) for number in MARK.findall(text)}, set(range(1, len(kept) + 1))
    if numbers - known or (needs_all and known - numbers):
        return None
    return MARK.sub(lambda mark: kept[int(mark[1]) - 1], text)
