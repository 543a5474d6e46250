"""The question to the sender: asked once, by rules alone, before anything is stored."""

import re

from django.utils.text import format_lazy

from apps.chat.messages.outgoing import ANSWER_ORIGINS, OutgoingMessage
from apps.chat.scam.current import asking_rules
from apps.chat.scam.wording import SENDER
from apps.errors import Conflict

SENTENCE_END = re.compile(r"[。！？!?\n]|(?<=[a-z])\.\s")
MOST_SHOWN = 120


class ConfirmNeeded(Conflict):
    """`data` names the trick and quotes the sentence, so that a page can show both."""

    code = "confirm_needed"
    message = SENDER

    def __init__(self, family: str, sentence: str) -> None:
        super().__init__(format_lazy(SENDER, sentence=sentence), field="body", family=family, sentence=sentence)


def doubt_of(item: OutgoingMessage) -> ConfirmNeeded | None:
    """What its sender is to be asked: a rule takes it for a trick, and its door can ask. What comes by others, or is
    confirmed, goes out, and its reader is warned."""
    if not item.may_ask or item.sender_id is None or item.origin not in ANSWER_ORIGINS:
        return None
    found = asking_rules().suspicions(item.body)
    return ConfirmNeeded(found[0].family, sentence_of(item.body, found[0].start, found[0].end)) if found else None


def sentence_of(text: str, start: int, end: int) -> str:
    """The sentence in which text[start:end] stands, at most 120 characters of it."""
    begins = [match.end() for match in SENTENCE_END.finditer(text, 0, start)]
    ending = SENTENCE_END.search(text, end)
    sentence = text[begins[-1] if begins else 0 : ending.start() if ending else len(text)].strip()
    return sentence if len(sentence) <= MOST_SHOWN else sentence[: MOST_SHOWN - 1] + "…"
