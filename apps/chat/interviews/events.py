"""An interview was agreed, called off, or is settled as having taken place."""

from dataclasses import dataclass

from apps.chat.conversations.events import ConversationEvent


@dataclass(frozen=True)
class InterviewAgreed(ConversationEvent, kind="chat.interview_agreed"):
    """`version` tells this agreement from an earlier one of the same interview; `starts_at` is ISO 8601 in UTC."""

    topic = "interviews"
    interview: int
    version: int
    starts_at: str


@dataclass(frozen=True)
class InterviewCalledOff(ConversationEvent, kind="chat.interview_called_off"):
    """What had been agreed doesn't hold any more; another time may be on offer."""

    topic = "interviews"
    interview: int
    version: int


@dataclass(frozen=True)
class InterviewAttended(ConversationEvent, kind="chat.interview_attended"):
    """Both sides say that it took place, or one does and the other didn't object in time. Once an interview."""

    topic = "interviews"
    interview: int
    candidate: int | None
    recruiter: int | None
    starts_at: str
