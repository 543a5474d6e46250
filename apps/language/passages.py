"""A text cut where its sentences end."""

import re

_SENTENCE_END = re.compile(r"(?<=[。！？!?；])\s*|(?<=\.)\s+|\n+")
_MAX_PASSAGE = 600


def passages(text: str) -> list[str]:
    """Sentences of `text`, none longer than 600 characters; at least one."""
    sentences = [part for part in _SENTENCE_END.split(text) if part and part.strip()]
    return [s[i : i + _MAX_PASSAGE] for s in sentences for i in range(0, len(s), _MAX_PASSAGE)] or [text]
