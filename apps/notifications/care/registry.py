"""Key moments at which a word helps. Apps register theirs in `care.py`, which is found at start."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

from apps.accounts.models import User
from apps.notifications.care.models import CareShown
from apps.notifications.deciding import registry as kinds
from apps.notifications.deciding.registry import Kind, KindGroup


@dataclass(frozen=True, slots=True)
class Occasion:
    """One such moment of one person. `subject` names it for good: a word is said about it once."""

    person: int
    subject: str
    facts: Mapping[str, Any]
    url: str


@dataclass(frozen=True)
class Care:
    """`find` gives those who have such a moment now, or the one person's who is named: in as many queries, however many
    they are. `acted` says of these words (by their ids) which were followed by what they are about. Where a person has
    several moments at once, the lowest `place` goes first."""

    kind: Kind
    place: int
    find: Callable[[datetime, int | None], Sequence[Occasion]]
    acted: Callable[[Sequence[CareShown]], Collection[int]]

    def holds(self, person: int, subject: str, *, now: datetime) -> bool:
        return any(occasion.subject == subject for occasion in self.find(now, person))


_cares: dict[str, Care] = {}


def register(care: Care) -> Care:
    _cares[care.kind.key] = care
    return care


def care_of(key: str) -> Care | None:
    return _cares.get(key)


def cares() -> list[Care]:
    return sorted(_cares.values(), key=lambda care: care.place)


def care_kind(
    key: str,
    *,
    title: Promise,
    body: Promise,
    icon: str,
    name: Promise | str = "",
    localise: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
) -> Kind:
    """A kind of care: shown, and mailed after an hour if it is neither read nor moot by then."""
    return kinds.register(
        Kind(
            key=key,
            name=name,
            group=KindGroup.CARE,
            title=title,
            body=body,
            icon=icon,
            email_after_minutes=60,
            localise=localise,
            is_moot=lambda facts, person: not _still(key, facts, person),
        )
    )


def _still(key: str, facts: Mapping[str, Any], person: User) -> bool:
    care = care_of(key)
    return care is not None and care.holds(person.pk, facts["subject"], now=timezone.now())
