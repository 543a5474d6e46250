"""What the reader is warned of: rules first, then likeness."""

from collections.abc import Sequence
from typing import NamedTuple

from apps.chat.scam.models import Family
from apps.chat.scam.resembling import SURE, classifier, likeness
from apps.chat.scam.rulebook import RuleBook

JOIN = "\n"


class Judgement(NamedTuple):
    """A trick, how sure (0 to 1), where it stands in the text, and by what version it was seen."""

    family: str
    confidence: float
    start: int
    end: int
    version: str


def judge(text: str, *, before: Sequence[str] = (), book: RuleBook, is_own_words: bool = True) -> Judgement | None:
    """`before` are the texts that the same person sent right before: what is split over several counts as one. Only a
    trick that this text takes part in is its own. Of a text that the product put together, as a card's, the rules alone
    decide."""
    if found := book.suspicions(text):
        return Judgement(found[0].family, 1.0, found[0].start, found[0].end, f"rules {book.version}")
    if book.is_innocent(text):
        return None
    if before:
        whole = JOIN.join([*before, text])
        offset = len(whole) - len(text)
        for one in book.suspicions(whole):
            if one.end > offset and one.start < len(whole):
                return Judgement(one.family, 1.0, max(0, one.start - offset), one.end - offset, f"rules {book.version}")
    share = likeness(text) if is_own_words else 0.0
    if share >= SURE:
        return Judgement(Family.MODEL, share, 0, len(text), f"model {classifier().version}")
    return None
