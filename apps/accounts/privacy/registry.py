"""Who holds what about a person. Each app that stores something of people registers it in its `personal_data.py`:
what an export holds of it, and how it is erased."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import File
from django.db.models import QuerySet
from django.utils.functional import Promise

from apps.accounts.people.models import User
from apps.rooms import import_from_rooms

Rows = Iterable[Mapping[str, Any]]


def _no_files(person: User) -> Iterator[tuple[str, File]]:
    return iter(())


@dataclass(frozen=True)
class PersonalData:
    """What one app holds of people.

    `export` gives lists of rows by name; `files` what they uploaded, as path and open file. `erase` makes what they
    wrote and were unreadable, in its own transactions; it may run twice. Those with the highest `place` are erased
    first: upper apps before the lower ones to which they point.
    """

    key: str
    title: str | Promise
    place: int
    export: Callable[[User], Mapping[str, Rows]]
    erase: Callable[[User], None]
    files: Callable[[User], Iterator[tuple[str, File]]] = field(default=_no_files)


_owners: dict[str, PersonalData] = {}


def register(data: PersonalData) -> PersonalData:
    _owners[data.key] = data
    return data


def owners() -> list[PersonalData]:
    """In the order in which they are exported; erasing goes the other way."""
    import_from_rooms("personal_data")
    return sorted(_owners.values(), key=lambda owner: owner.place)


def rows(queryset: QuerySet[Any], *fields: str) -> Rows:
    """These columns of these rows, read in pieces."""
    return queryset.order_by("pk").values(*fields).iterator(chunk_size=500)
