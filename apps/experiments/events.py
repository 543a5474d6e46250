from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class ExperimentStopped(Event, kind="experiments.stopped"):
    """`measure` is the guardrail that broke; empty where somebody stopped it."""

    experiment: int
    measure: str

    @property
    def subject(self) -> str:
        return f"experiment:{self.experiment}"


@dataclass(frozen=True)
class ExperimentDecided(Event, kind="experiments.decided"):
    experiment: int
    switch: str
    decision: str

    @property
    def subject(self) -> str:
        return f"experiment:{self.experiment}"
