from dataclasses import dataclass

from apps.accounts.models import User
from apps.gamification.levels import level_for, next_level
from apps.gamification.models import Award, Level


@dataclass(frozen=True)
class Progress:
    """Where a person stands."""

    points: int
    pending: int
    level: Level | None
    next_level: Level | None
    levels: list[Level]

    @property
    def gained(self) -> int:
        """Points since this level began."""
        return self.points - (self.level.points if self.level else 0)

    @property
    def span(self) -> int:
        """Points from this level's beginning to the next one's; 0 on the highest."""
        return self.gained + self.missing if self.next_level else 0

    @property
    def missing(self) -> int:
        """Points to the next level; 0 on the highest."""
        return self.next_level.points - self.points if self.next_level else 0


def progress(person: User) -> Progress:
    mine = Award.objects.filter(person=person)
    points = mine.counting().points()
    levels = list(Level.objects.all())
    return Progress(
        points=points,
        pending=mine.pending().points(),
        level=level_for(points, levels),
        next_level=next_level(points, levels),
        levels=levels,
    )
