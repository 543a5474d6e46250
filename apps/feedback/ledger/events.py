from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class TrainingAsked(Event, kind="feedback.training_asked"):
    version: int

    @property
    def subject(self) -> str:
        return f"classifier_version:{self.version}"
