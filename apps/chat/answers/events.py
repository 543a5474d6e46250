"""Who answered whom."""

from dataclasses import dataclass

from apps.chat.messages.events import PARTITIONS
from apps.events.registry import Batch, Event

FirstAnswerItem = tuple[int, int, int, int]


@dataclass(frozen=True)
class FirstAnswers(Batch, kind="chat.first_answers"):
    """First answers by the other side of their conversations: (message, conversation, answerer, asker) each."""

    items: tuple[FirstAnswerItem, ...]

    @property
    def subject(self) -> str:
        return f"answers:{self.items[0][1] % PARTITIONS}"


@dataclass(frozen=True)
class AnswerReciprocated(Event, kind="chat.answer_reciprocated"):
    """The asker answered the first answer (`message`, by `answerer`) in earnest, with `by_message`."""

    conversation: int
    message: int
    answerer: int
    by_message: int
    by: int

    @property
    def subject(self) -> str:
        return f"conversation:{self.conversation}"
