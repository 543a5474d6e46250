"""Lists filtered by what stands in a column."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.cache import cache
from django.db.models import CharField, Field, IntegerField, QuerySet, TextField

KNOWN_SECONDS = 600
NEWEST = 200


class ValuesFilter(admin.AllValuesFieldListFilter):
    """The values that there are: those of all rows as of the last ten minutes, and those of the newest at once. Django
    reads all rows for each page."""

    def __init__(self, field: "Field[Any, Any]", *arguments: Any, **options: Any) -> None:
        super().__init__(field, *arguments, **options)
        all_rows: QuerySet[Any] = self.lookup_choices
        newest = all_rows.model._default_manager.order_by("-pk").values_list(field.name, flat=True)[:NEWEST]
        key = f"console.values.{all_rows.model._meta.label_lower}.{field.name}"
        known = cache.get_or_set(key, lambda: list(all_rows), KNOWN_SECONDS) or []
        values = sorted({*known, *newest}, key=lambda value: (value is None, value))
        self.lookup_choices = values  # type: ignore[assignment]


class NamedValuesFilter(ValuesFilter):
    """By their names."""

    def name_of(self, value: str) -> str:
        """The value itself where it has no name."""
        raise NotImplementedError

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": self.name_of(str(choice["display"]))}


def _holds_values(field: "Field[Any, Any]") -> bool:
    return isinstance(field, CharField | TextField | IntegerField) and not field.is_relation and not field.flatchoices


admin.FieldListFilter.register(_holds_values, ValuesFilter, take_priority=True)
