"""What can be searched. Rooms of this app and of those above register in their `searched.py`."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.functional import Promise

from apps.accounts.models import User
from apps.chat.conversations.moments import iso
from apps.chat.search.snippets import Piece
from apps.errors import InvalidInput
from apps.language.searching import Sought


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found, as everybody shows it: its name, what it is about, where its page is. `conversation`,
    `seq` and `message` are those of a message, `at` is when it was sent."""

    kind: str
    id: str
    title: str
    about: str
    url: str
    pieces: Sequence[Piece] = ()
    at: datetime | None = None
    conversation: int | None = None
    seq: int | None = None
    is_archived: bool = False

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"at": iso(self.at), "pieces": [asdict(piece) for piece in self.pieces]}


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found. `next` is what the following page is asked for with, None at the end; a page may be
    short and have a next one, where only so much is read at once."""

    found: list[Found] = field(default_factory=list)
    next: str | None = None


class Wanted(NamedTuple):
    """What is asked for: the words as typed and as they are found, `after` from the page before, in one conversation
    or in all."""

    query: str
    sought: Sought
    after: str = ""
    limit: int = 20
    conversation: int | None = None


Find = Callable[[User, Wanted], Results]


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of thing that is found; those of a lower `place` stand first."""

    key: str
    label: str | Promise
    icon: str
    place: int
    find: Find


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    _sources[source.key] = source


def sources() -> list[Source]:
    return sorted(_sources.values(), key=lambda source: source.place)


def source_named(key: str) -> Source | None:
    return _sources.get(key)


MOST_SKIPPED = 10_000


def offset_in(after: str) -> int:
    """For who counts their pages: how many are left out. Raises InvalidInput for what can be no such number."""
    if not after:
        return 0
    if not (after.isascii() and after.isdecimal() and len(after) < 6 and int(after) <= MOST_SKIPPED):
        raise InvalidInput(field="after")
    return int(after)


def paged(rows: Sequence[Found], wanted: Wanted) -> Results:
    """Of `limit` + 1 things from the offset on."""
    more = len(rows) > wanted.limit
    return Results(list(rows[: wanted.limit]), str(offset_in(wanted.after) + wanted.limit) if more else None)
