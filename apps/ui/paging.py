"""Lists of which there may be a million rows: counted, and paged, no further than anybody goes on."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST_COUNTED = 10_000
"""Counting a hundred thousand rows costs more than the page that says so."""


class AtLeast(int):
    """A number from which on nothing was counted, and which says so: "10000+"."""

    def __str__(self) -> str:
        return f"{int(self)}+"


def counted(things: QuerySet[Any]) -> int:
    """How many; AtLeast from `MOST_COUNTED` on."""
    number = things.order_by()[:MOST_COUNTED].count()
    return AtLeast(number) if number == MOST_COUNTED else number


class CappedPaginator(Paginator):
    most = MOST_COUNTED

    @cached_property
    def count(self) -> int:
        found = self.object_list
        return counted(found) if isinstance(found, QuerySet) else len(found)

    @property
    def is_capped(self) -> bool:
        return isinstance(self.count, AtLeast)
