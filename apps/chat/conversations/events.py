"""A conversation began."""

from dataclasses import dataclass

from apps.events.registry import Event


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
