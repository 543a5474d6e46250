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
