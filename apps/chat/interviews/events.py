"""An interview was agreed, called off, or is settled as having taken place."""

from dataclasses import dataclass

from apps.chat.conversations.events import lane_of
from apps.events.registry import Event


@dataclass(frozen=True)
class InterviewAgreed(Event, kind="chat.interview_agreed"):
    """`version` tells this agreement from an earlier one of the same interview; `starts_at` is ISO 8601 in UTC."""

    conversation: int
    interview: int
    version: int
    starts_at: str

    @property
    def subject(self) -> str:
        return lane_of("interviews", self.conversation)


@dataclass(frozen=True)
class InterviewCalledOff(Event, kind="chat.interview_called_off"):
    """What had been agreed doesn't hold any more; another time may be on offer."""

    conversation: int
    interview: int
    version: int

    @property
    def subject(self) -> str:
        return lane_of("interviews", self.conversation)


@dataclass(frozen=True)
class InterviewAttended(Event, kind="chat.interview_attended"):
    """Both sides say that it took place, or one does and the other didn't object in time. Once an interview."""

    conversation: int
    interview: int
    candidate: int | None
    recruiter: int | None
    starts_at: str

    @property
    def subject(self) -> str:
        return lane_of("interviews", self.conversation)
