"""How endpoints describe themselves. What is described is what is answered: the API's tests compare the two."""

from typing import Any

from django.db.models import CharField
from drf_spectacular.utils import Direction
from drf_standardized_errors import openapi
from rest_framework import serializers

READING = ("GET", "HEAD", "OPTIONS")


class AutoSchema(openapi.AutoSchema):
    """Refusals come from services, which no permission class or throttle announces: whoever may not, what isn't there
    for them, and what is too much."""

    def _should_add_error_response(self, responses: dict[str, Any], status_code: str) -> bool:
        if status_code in responses:
            return False
        if status_code in ("400", "403") or (status_code in ("404", "429") and self.method not in READING):
            return True
        should: bool = super()._should_add_error_response(responses, status_code)
        return should

    def _map_serializer_field(self, field: Any, direction: Direction, bypass_extensions: bool = False) -> Any:
        """A choice that a row leaves open is answered as "", also where the field can only be read."""
        if direction == "response" and field.read_only and isinstance(field, serializers.ChoiceField):
            meta = getattr(field.parent, "Meta", None)
            if meta is not None and field.source in {column.name for column in meta.model._meta.fields}:
                column = meta.model._meta.get_field(field.source)
                field.allow_blank = isinstance(column, CharField) and column.blank
        return super()._map_serializer_field(field, direction, bypass_extensions)
