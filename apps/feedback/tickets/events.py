from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from apps.events.registry import Batch, Event


@dataclass(frozen=True)
class TicketBatch(Batch):
    """Base of what several tickets have in common; its items have a `ticket`."""

    @property
    def subject(self) -> str:
        return f"ticket:{self.items[0].ticket}"

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Self:
        """Rows that were written before tickets came in batches hold one by itself."""
        return super().load(payload if "items" in payload else {"items": [payload]})


class OpenedTicket(NamedTuple):
    """`reporter` is None where they have no account."""

    ticket: int
    reporter: int | None


@dataclass(frozen=True)
class TicketsOpened(TicketBatch, kind="feedback.ticket_opened"):
    Item = OpenedTicket
    items: tuple[OpenedTicket, ...]


@dataclass(frozen=True)
class TicketSettled(Event, kind="feedback.ticket_settled"):
    """What was done to a ticket is to be heard by all who reported the same. `entry` is its line in the timeline;
    `with_words` says that its text is for them too."""

    ticket: int
    entry: int
    with_words: bool

    @property
    def subject(self) -> str:
        return f"ticket:{self.ticket}"


@dataclass(frozen=True)
class CorrespondentTold(Event, kind="feedback.correspondent_told"):
    """Something that a reporter without an account is to hear. `entry` is its line in the timeline, `about` the kind of
    notification that a member would get."""

    ticket: int
    entry: int
    about: str

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


class WaitingTicket(NamedTuple):
    ticket: int


@dataclass(frozen=True)
class TicketsWait(TicketBatch, kind="feedback.ticket_waits"):
    """Tickets wait for us, or what is known of ones that wait has changed: they find their teams and turns."""

    Item = WaitingTicket
    items: tuple[WaitingTicket, ...]

    @classmethod
    def of(cls, *tickets: int) -> Self:
        return cls(items=tuple(map(WaitingTicket, tickets)))
