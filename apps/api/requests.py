from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from apps.errors import InvalidInput, NotFound


def read(serializer: type[BaseSerializer[Any]], request: Request) -> dict[str, Any]:
    """The request's validated body."""
    reader = serializer(data=request.data, context={"request": request})
    reader.is_valid(raise_exception=True)
    return reader.validated_data


def id_of(pk: str) -> int:
    """A row's id from the address; raises NotFound for what can't be one."""
    if not pk.isascii() or not pk.isdecimal() or len(pk) > 18:
        raise NotFound
    return int(pk)


def number_from(request: Request, name: str, *, default: int | None = None) -> int | None:
    """A whole number from the query string; raises InvalidInput for anything else."""
    value = request.query_params.get(name, "")
    if not value:
        return default
    if not value.isascii() or not value.isdecimal() or len(value) > 9:
        raise InvalidInput(field=name)
    return int(value)
