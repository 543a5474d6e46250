"""Levels: which one points reach, and what it unlocks, in words."""

from collections.abc import Sequence

from django.utils.translation import ngettext

from apps.gamification.levels.models import Level


def level_for(points: int, levels: Sequence[Level]) -> Level | None:
    """The highest level that the points reach; None when no level begins so low."""
    return max((level for level in levels if level.points <= points), key=lambda level: level.points, default=None)


def next_level(points: int, levels: Sequence[Level]) -> Level | None:
    return min((level for level in levels if level.points > points), key=lambda level: level.points, default=None)


def unlocks(level: Level) -> list[str]:
    """What the level gives above the base that everybody has."""
    words = []
    if bonus := level.new_conversations_per_day_bonus:
        words.append(
            ngettext("%(n)d more new conversation a day", "%(n)d more new conversations a day", bonus) % {"n": bonus}
        )
    if bonus := level.messages_per_minute_bonus:
        words.append(ngettext("%(n)d more message a minute", "%(n)d more messages a minute", bonus) % {"n": bonus})
    return words
