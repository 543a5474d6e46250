"""What of a text is shown of a hit: about two lines around the first one, with the hits apart from the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.language.searching import Span

WIDTH = 160
BEFORE = 24


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what is shown; `hit` when it was looked for."""

    text: str
    hit: bool = False


def snippet(text: str, spans: Sequence[Span], *, width: int = WIDTH) -> list[Piece]:
    """At most `width` characters and two ellipses, white space drawn together."""
    first = spans[0].start if spans else 0
    begin = _word_after(text, max(0, min(first - BEFORE, len(text) - width)), first)
    end = min(len(text), begin + width)
    pieces = [Piece("…")] if begin else []
    at = begin
    for span in spans:
        if span.start >= end:
            break
        pieces += [Piece(text[at : span.start]), Piece(text[span.start : min(span.end, end)], hit=True)]
        at = min(span.end, end)
    pieces.append(Piece(text[at:end]))
    if end < len(text):
        pieces.append(Piece("…"))
    return [Piece(_drawn_together(piece.text), piece.hit) for piece in pieces if piece.text]


def _word_after(text: str, begin: int, until: int) -> int:
    """Where a word begins from `begin` on, so that none is cut; `begin` itself where there is no space."""
    if begin == 0:
        return 0
    space = text.find(" ", begin, until)
    return begin if space < 0 else space + 1


def _drawn_together(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        return " "
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"
