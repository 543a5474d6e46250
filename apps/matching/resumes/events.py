from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class ResumeSaved(Event, kind="matching.resume_saved"):
    """A résumé was filled in, changed or uploaded. `owner` is None while it is unclaimed."""

    resume: int
    owner: int | None

    @property
    def subject(self) -> str:
        return f"resume:{self.resume}"
