from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class JobPosted(Event, kind="matching.job_posted"):
    """A job became open for the first time. `posted_by` is None for imported ones."""

    job: int
    posted_by: int | None = None

    @property
    def subject(self) -> str:
        return f"job:{self.job}"


@dataclass(frozen=True)
class JobClosed(Event, kind="matching.job_closed"):
    job: int

    @property
    def subject(self) -> str:
        return f"job:{self.job}"


@dataclass(frozen=True)
class JobChanged(Event, kind="matching.job_changed"):
    """A job was edited, or opened again."""

    job: int

    @property
    def subject(self) -> str:
        return f"job:{self.job}"
