"""A conversation began, was opened again, or was handed over; and what all events about conversations share."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from apps.events.registry import Batch, Event

LANES = 4
"""Over how many subjects the batches about all conversations are spread."""


def lane_of(topic: str, conversation: int) -> str:
    """The subject that keeps the order of what is said about this conversation under this topic."""
    return f"{topic}:{conversation % LANES}"


@dataclass(frozen=True)
class ConversationEvent(Event):
    """Base of events about one conversation. They keep their order with each other; those that name a `topic`, with
    all that is said under it in their lane."""

    topic: ClassVar[str] = ""
    conversation: int

    @property
    def subject(self) -> str:
        return lane_of(self.topic, self.conversation) if self.topic else f"conversation:{self.conversation}"


@dataclass(frozen=True)
class ConversationBatch(Batch):
    """Base of batches whose items name their `conversation`, all of one lane."""

    topic: ClassVar[str]

    @property
    def subject(self) -> str:
        return lane_of(self.topic, self.items[0].conversation)

    @classmethod
    def by_lane(cls, items: Iterable[Any]) -> list[Self]:
        """These items as one batch a lane."""
        lanes = defaultdict[str, list[Any]](list)
        for item in items:
            lanes[lane_of(cls.topic, item.conversation)].append(item)
        return [cls(items=tuple(lane)) for lane in lanes.values()]


@dataclass(frozen=True)
class ConversationStarted(ConversationEvent, kind="chat.conversation_started"):
    """`job` and `candidate` are ids, None where the conversation isn't about a job; `people` are all its members."""

    job: int | None
    candidate: int | None
    opened_by: int | None
    people: tuple[int, ...]


@dataclass(frozen=True)
class ConversationReopened(ConversationEvent, kind="chat.conversation_reopened"):
    """`message` was written by `by` into a closed conversation, which is open again."""

    message: int
    by: int


@dataclass(frozen=True)
class ConversationHandedOver(ConversationEvent, kind="chat.conversation_handed_over"):
    """`to` answers for the company from now on, instead of `by`."""

    by: int
    to: int
