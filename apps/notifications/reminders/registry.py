"""The kinds of things that fall due. Apps register theirs in `due.py`, which is found at start."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from apps.accounts.models import User
from apps.notifications.reminders.models import DueItem


@dataclass(frozen=True)
class DueWords:
    """One line of its owner's list, in the active language: what it is, what it concerns, and where it leads. `other`
    is whose time is shown beside the owner's; at `edit_url` more than the time can be changed."""

    title: str
    detail: str
    url: str
    other: User | None = None
    edit_url: str = ""


@dataclass(frozen=True)
class DueKind:
    """What happens when something of this kind is due.

    `act` is the one effect, on our own tables: it shares a transaction with the row's end, so that neither is without
    the other; `item.key` names it for whatever is to be unique. It calls out to nobody. Before it, `lock` may take the
    locks that `act` will need, as whoever plans or cancels under the same locks takes the row after them.
    `is_wanted` is asked at that time: what has become moot is cancelled instead. Whoever makes it moot before calls
    `cancel`. `obeys_quiet_hours` puts it off to the end of its person's night.
    `describe` gives the words for these items by their ids; a kind without it stands in nobody's list. There its owner
    may call it off and move it, where there is a function for it: what else changes then, in the same transaction.
    """

    key: str
    title: str | Promise
    act: Callable[[DueItem, datetime], object]
    is_wanted: Callable[[DueItem, datetime], bool] = lambda item, now: True
    lock: Callable[[DueItem], object] = lambda item: None
    describe: Callable[[Iterable[DueItem]], Mapping[int, DueWords]] | None = None
    icon: str = "clock"
    obeys_quiet_hours: bool = False
    called_off: Callable[[DueItem], object] | None = None
    moved: Callable[[DueItem], object] | None = None


_kinds: dict[str, DueKind] = {}


def register(kind: DueKind) -> DueKind:
    _kinds[kind.key] = kind
    return kind


def due_kind(key: str) -> DueKind | None:
    return _kinds.get(key)


def listed_kinds() -> list[str]:
    return [key for key, kind in _kinds.items() if kind.describe is not None]
