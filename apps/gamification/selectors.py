from dataclasses import dataclass

from apps.accounts.models import User
from apps.gamification.models import Award, Level


@dataclass(frozen=True)
class Progress:
    """Where a person stands. `share` is the way from this level's first point to the next one's, 0 to 1."""

    points: int
    pending: int
    level: Level | None
    next_level: Level | None
    share: float


def progress(person: User) -> Progress:
    points = Award.objects.filter(person=person).counting().points()
    levels = list(Level.objects.all())
    reached = [level for level in levels if level.points <= points]
    ahead = [level for level in levels if level.points > points]
    level, following = (reached[-1] if reached else None), (ahead[0] if ahead else None)
    start = level.points if level else 0
    share = (points - start) / (following.points - start) if following else 1.0
    return Progress(
        points=points,
        pending=Award.objects.filter(person=person).pending().points(),
        level=level,
        next_level=following,
        share=share,
    )
