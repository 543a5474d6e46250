"""What happens in chat, for the apps above it."""

from dataclasses import dataclass

from apps.events.registry import Batch, Event

PARTITIONS = 4

SentItem = tuple[int, int, int, int, str]
FirstAnswerItem = tuple[int, int, int, int]


@dataclass(frozen=True)
class ConversationStarted(Event, kind="chat.conversation_started"):
    """`job` and `candidate` are ids, None where the conversation isn't about a job; `people` are all its members."""

    conversation: int
    job: int | None
    candidate: int | None
    opened_by: int | None
    people: tuple[int, ...]

    @property
    def subject(self) -> str:
        return f"conversation:{self.conversation}"


@dataclass(frozen=True)
class MessagesSent(Batch, kind="chat.messages_sent"):
    """Messages that were committed together: (message, conversation, sender or 0, seq, origin) each.

    All messages of one conversation carry one subject, so their order is kept.
    """

    items: tuple[SentItem, ...]

    @property
    def subject(self) -> str:
        return f"messages:{self.items[0][1] % PARTITIONS}"


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
