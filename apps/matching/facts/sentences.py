"""Sentences and clauses of what people write in either language."""

import re

_ENDS = re.compile(r"[。！？；;!?\n]+|(?<![\d.])\.(?=\s|$)|(?<=\d)\.(?=\s|$)")
_CLAUSES = re.compile(r"[，、]|,(?!\d)|\s[–—-]\s")
BETWEEN_CLAUSES = re.compile(r"[，、；;。！？!?\n(（)）]|,(?!\d)|\.(?=\s|$)|\s[–—-]\s")
MOST = 60
"""So many are looked at; who writes more has said it before."""


def sentences(text: str, *, clauses: bool = False) -> list[str]:
    """Sentences without their end signs; with `clauses` the parts between commas."""
    parts = _ENDS.split(text, MOST)[:MOST]
    if clauses:
        parts = [clause for part in parts for clause in _CLAUSES.split(part, MOST)[:MOST]]
    return [part.strip() for part in parts if part.strip()]


def with_ends(text: str) -> list[tuple[str, str]]:
    """Each sentence and the signs that end it."""
    found, start = [], 0
    for end in _ENDS.finditer(text):
        found.append((text[start : end.start()].strip(), end.group()))
        start = end.end()
        if len(found) == MOST:
            return [one for one in found if one[0]]
    found.append((text[start:].strip(), ""))
    return [one for one in found if one[0]]
