from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class TicketOpened(Event, kind="feedback.ticket_opened"):
    ticket: int
    reporter: int

    @property
    def subject(self) -> str:
        return f"ticket:{self.ticket}"


@dataclass(frozen=True)
class TicketAnswered(Event, kind="feedback.ticket_answered"):
    """A person wrote a public answer. `operator` is who."""

    ticket: int
    operator: int

    @property
    def subject(self) -> str:
        return f"ticket:{self.ticket}"


@dataclass(frozen=True)
class ConversationRated(Event, kind="feedback.conversation_rated"):
    """Published once per side, with the first rating; changing it later doesn't repeat it."""

    conversation: int
    rater: int
    stars: int

    @property
    def subject(self) -> str:
        return f"conversation:{self.conversation}"
