"""Levels: which one points reach, what it unlocks in words, and when one that was had is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.gamification.levels.models import Level


def level_for(points: int, levels: Sequence[Level]) -> Level | None:
    """The highest level that the points reach; None when no level begins so low."""
    return max((level for level in levels if level.points <= points), key=lambda level: level.points, default=None)


def next_level(points: int, levels: Sequence[Level]) -> Level | None:
    return min((level for level in levels if level.points > points), key=lambda level: level.points, default=None)


def unlocks(level: Level) -> list[str]:
    """What the level gives above the base that everybody has."""
    return [row.words for row in level.privileges.all()] if level.pk else []


@dataclass(frozen=True)
class Held:
    """The level that somebody is on, and until when it is kept though the points fell below its margin."""

    level: Level
    kept_until: datetime | None = None


def held(
    points: int,
    levels: Sequence[Level],
    *,
    number: int,
    kept_until: datetime | None,
    now: datetime,
    has_grace: bool = True,
) -> Held | None:
    """Where somebody stands now who was on this level. None when no level begins so low. A level that is no more, or
    begins lower than the one of the points, is no loss."""
    reached = level_for(points, levels)
    current = next((level for level in levels if level.number == number), None)
    if reached is None or current is None or current.points <= reached.points or not has_grace:
        return Held(reached) if reached else None
    if points >= current.kept_from:
        return Held(current)
    until = kept_until or now + timedelta(days=current.grace_days)
    return Held(current, until) if now < until else Held(reached)
