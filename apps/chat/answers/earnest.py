"""What makes an answer earnest: the sender's own words, which respond to what was asked and weren't sent around."""

from collections.abc import Iterable, Sequence

from apps.chat.messages.models import Message
from apps.language import answers, is_contentless, is_near_duplicate, near_duplicate
from apps.language.similarity import SHORT_UNITS

OWN_ORIGINS = frozenset({Message.Origin.TYPED, Message.Origin.PRESET_EDITED, Message.Origin.SUGGESTED})
"""Origins by which a text may be its sender's own; a preset as it was, auto-replies and cards never are."""

MOST_EQUAL_SHORT = 2
"""People honestly repeat "20号可以"; from the third time on it is a copy."""

PRESET_COPY = 0.85


def is_earnest(*, body: str, origin: str, question: str, sent_elsewhere: Sequence[str], presets: Iterable[str]) -> bool:
    """Whether a message answers `question` in earnest. `sent_elsewhere` is what its author sent before, to anybody;
    `presets` the texts of the presets that they may use."""
    if origin not in OWN_ORIGINS or is_contentless(body):
        return False
    if is_copy(body, sent_elsewhere):
        return False
    if origin != Message.Origin.PRESET_EDITED and any(near_duplicate(body, text) >= PRESET_COPY for text in presets):
        return False
    return answers(question, body)


def is_copy(body: str, others: Sequence[str]) -> bool:
    """Short texts count as copies only when they were sent more than twice."""
    equal = sum(is_near_duplicate(body, other) for other in others)
    return equal > MOST_EQUAL_SHORT if is_short(body) else equal > 0


def is_short(text: str) -> bool:
    """So short that honest people say the same."""
    return len(text.split()) < SHORT_UNITS and len(text) < 3 * SHORT_UNITS
