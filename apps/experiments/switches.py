"""What can be compared: what some people have and others go without. Features are; upper apps add what else they own.

register_switches(lambda: [Switch("rule:first-answer", "First answer", …), …])
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise

from apps.accounts.models import User
from apps.experiments.features import all_features


@dataclass(frozen=True)
class Switch:
    """`notice_days`: how long before its start an experiment is announced to who will go without, because they were
    promised it. `counts`: what it rewards; a measure that counts the very same says nothing about it. `points(people,
    since, until)`: what these people were given by it."""

    key: str
    title: str | Promise
    notice_days: int = 0
    counts: frozenset[str] = frozenset()
    points: Callable[[Collection[int], datetime, datetime], int] | None = None


_guards: dict[str, str] = {}
_sources: list[Callable[[], Iterable[Switch]]] = []


def register_switches(source: Callable[[], Iterable[Switch]], *, prefix: str = "", permission: str = "") -> None:
    """`source` is asked each time: what an app owns may come and go. Keys that begin with `prefix` are compared by who
    has `permission`, also those that are gone."""
    _sources.append(source)
    if permission:
        _guards[prefix] = permission


def may_compare(user: User | AnonymousUser, key: str) -> bool:
    """Whether their rights reach what this switch turns off for a while."""
    return all(user.has_perm(right) for prefix, right in _guards.items() if key.startswith(prefix))


def switches() -> list[Switch]:
    features = [Switch(feature.key, feature.title) for feature in all_features()]
    return [*features, *(switch for source in _sources for switch in source())]


def switch_of(key: str) -> Switch | None:
    return next((switch for switch in switches() if switch.key == key), None)


def switch_words(key: str) -> str:
    """Its title; the key itself where it is gone."""
    switch = switch_of(key)
    return str(switch.title) if switch else key
