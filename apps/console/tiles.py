"""The numbers of the console's first page: each app adds those that it owns, in its `console.py`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.utils.translation import gettext as _

from apps.console.shares import wilson
from apps.ui.durations import measured_words

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Tile:
    """One number: `value` in words, what it means, and how it stood in the seven days before."""

    key: str
    title: str
    value: str
    meaning: str
    before: str = ""
    interval: str = ""
    url: str = ""
    warning: str = ""
    bars: list[tuple[str, int, int]] = field(default_factory=list)


MakeTile = Callable[[datetime], Tile]
_tiles: list[tuple[int, str, MakeTile]] = []


def tile(*, place: int, permission: str) -> Callable[[MakeTile], MakeTile]:
    """Adds a number to the first page, for those with the permission; the lowest `place` stands first."""

    def add(make: MakeTile) -> MakeTile:
        _tiles.append((place, permission, make))
        return make

    return add


def tiles_for(operator: PermissionsMixin | AnonymousUser, *, now: datetime) -> list[Tile]:
    ordered = sorted(_tiles, key=lambda entry: entry[0])
    return [make(now) for _place, permission, make in ordered if operator.has_perm(permission)]


def share_words(pair: tuple[int, int]) -> str:
    part, whole = pair
    return f"{round(100 * part / whole)}%" if whole else "–"


def interval_words(pair: tuple[int, int]) -> str:
    limits = wilson(*pair)
    if limits is None:
        return ""
    return _("95%% interval: %(low)d–%(high)d%%") % {"low": round(100 * limits[0]), "high": round(100 * limits[1])}


def minutes_words(minutes: float | None) -> str:
    return "–" if minutes is None else measured_words(minutes * 60)


def before_words(value: str) -> str:
    return _("week before: %(value)s") % {"value": value}
