"""The ids that clients give to what they send, from forms and from the API."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.http import HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from apps.errors import InvalidInput

MAX_KEY = 128


IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Stands for a client_id where the body holds none: repeating the request sends nothing twice.",
)


def client_id_in(request: HttpRequest) -> UUID:
    """Of a form; a fresh one where it holds none."""
    value = request.POST.get("client_id", "")
    if not value:
        return uuid4()
    try:
        return UUID(value)
    except ValueError as error:
        raise InvalidInput(field="client_id") from error


def client_id_of(request: Request, data: dict[str, Any]) -> UUID:
    if data.get("client_id"):
        return data["client_id"]
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > MAX_KEY:
        raise InvalidInput(field="Idempotency-Key")
    return uuid5(NAMESPACE_URL, f"idempotency:{key}") if key else uuid4()
