"""What can be pushed: rooms register where it comes from, in their `worth.py`, found at start.

register("lesson", find_lessons, opened_by=lessons_open_to)
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

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

OpenedBy = Callable[[User], QuerySet[Any, Any]]
"""The keys, as text, of all of the kind that a person may open now, whatever they know of it."""

_sources: dict[str, Find] = {}
_opened_by: dict[str, OpenedBy] = {}


def register(kind: str, find: Find, *, opened_by: OpenedBy) -> None:
    _sources[kind], _opened_by[kind] = find, opened_by


def items_for(person: User, topics: Collection[str], now: datetime) -> list[tuple[str, Item]]:
    """With their kinds; what can be taken up only for a while comes first, the shortest time before all."""
    found = [(kind, item) for kind, find in _sources.items() for item in find(person, topics, now)]
    return sorted(found, key=lambda one: (one[1].until is None, one[1].until or now))


def openable(person: User) -> Q:
    """Of what they were told of, that which is still there for them: nothing withdrawn, hidden or called off."""
    found = Q(pk__in=[])
    for kind, opened_by in _opened_by.items():
        found |= Q(kind=kind, item__in=opened_by(person))
    return found
