from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class FactEvent(Event):
    """Base of what happens to an answer on a job's card."""

    job: int
    topic: str
    fact: int
    by: int

    @property
    def subject(self) -> str:
        return f"job:{self.job}"


@dataclass(frozen=True)
class FactApproved(FactEvent, kind="matching.fact_approved"):
    """An answer stands on the job's card."""


@dataclass(frozen=True)
class FactWithdrawn(FactEvent, kind="matching.fact_withdrawn"):
    """An answer stands there no longer."""
