"""What the views of chat's API share about their requests."""

from typing import Any, cast
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from apps.accounts.models import User
from apps.errors import InvalidInput, NotFound

MAX_KEY = 128

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Stands for a client_id where the body holds none: repeating the request sends nothing twice.",
)


def person_of(request: Request) -> User:
    return cast(User, request.user)


def read(serializer: type[BaseSerializer[Any]], request: Request) -> dict[str, Any]:
    """The request's validated body."""
    reader = serializer(data=request.data, context={"request": request})
    reader.is_valid(raise_exception=True)
    return reader.validated_data


def client_id_of(request: Request, data: dict[str, Any]) -> UUID:
    if data.get("client_id"):
        return data["client_id"]
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > MAX_KEY:
        raise InvalidInput(field="Idempotency-Key")
    return uuid5(NAMESPACE_URL, f"idempotency:{key}") if key else uuid4()


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
