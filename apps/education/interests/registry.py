"""What can be pushed: rooms register where it comes from, in their `worth.py`, found at start.

register("lesson", find_lessons)
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from apps.accounts.models import User


@dataclass(frozen=True, slots=True)
class Item:
    """Something worth a look about a topic; `key` names it for ever within its kind. What has an `until` can be taken
    up only so long."""

    topic: str
    key: str
    title_en: str
    title_zh: str
    url: str
    until: datetime | None = None


Find = Callable[[User, Collection[str], datetime], Iterable[Item]]
"""(person, topics, now) → what this person may see, doesn't know and could take up now; the best of a topic first."""

_sources: dict[str, Find] = {}


def register(kind: str, find: Find) -> None:
    _sources[kind] = find


def items_for(person: User, topics: Collection[str], now: datetime) -> list[tuple[str, Item]]:
    """With their kinds; what can be taken up only for a while comes first, the shortest time before all."""
    found = [(kind, item) for kind, find in _sources.items() for item in find(person, topics, now)]
    return sorted(found, key=lambda one: (one[1].until is None, one[1].until or now))
