from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class TeamWorked(Event, kind="gamification.team_worked"):
    """What a company's people did of a team mission has changed."""

    mission: int
    company: int

    @property
    def subject(self) -> str:
        return f"team:{self.mission}:{self.company}"
