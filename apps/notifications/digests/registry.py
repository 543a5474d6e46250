"""The sections of a digest. Apps register theirs in `digest.py`, which is found at start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from apps.accounts.models import User
from apps.notifications.deciding.registry import MailEntry


@dataclass(frozen=True, slots=True)
class Span:
    """What a digest tells: what happened after `since`, up to `now`, and what is due before `until`."""

    since: datetime
    now: datetime
    until: datetime


@dataclass(frozen=True)
class Section:
    """`find` gives this person's entries as plain data of ids, the most important first; `words` makes them in the
    active language when the letter is written, leaving out what isn't there any more. `told` is called once they are in
    a letter. `counted` is how the subject counts them."""

    key: str
    place: int
    title: str | Promise
    counted: Callable[[int], str]
    find: Callable[[User, Span], Sequence[Any]]
    words: Callable[[User, Sequence[Any]], list[MailEntry]]
    told: Callable[[User, Sequence[Any], datetime], object] = lambda person, items, now: None


_sections: dict[str, Section] = {}


def register(section: Section) -> Section:
    _sections[section.key] = section
    return section


def sections() -> list[Section]:
    return sorted(_sections.values(), key=lambda section: section.place)
