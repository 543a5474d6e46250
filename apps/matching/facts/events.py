from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class FactApproved(Event, kind="matching.fact_approved"):
    """An answer stands on the job's card."""

    job: int
    topic: str
    fact: int
    by: int

    @property
    def subject(self) -> str:
        return f"job:{self.job}"


@dataclass(frozen=True)
class FactWithdrawn(Event, kind="matching.fact_withdrawn"):
    """An answer stands there no longer."""

    job: int
    topic: str
    fact: int
    by: int

    @property
    def subject(self) -> str:
        return f"job:{self.job}"
