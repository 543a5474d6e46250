from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class TicketOpened(Event, kind="feedback.ticket_opened"):
    """`reporter` is None where they have no account."""

    ticket: int
    reporter: int | None

    @property
    def subject(self) -> str:
        return f"ticket:{self.ticket}"


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


@dataclass(frozen=True)
class TicketWaits(Event, kind="feedback.ticket_waits"):
    """A ticket waits for us, or what is known of one that waits has changed: it finds its team and its turn."""

    ticket: int

    @property
    def subject(self) -> str:
        return f"ticket:{self.ticket}"
