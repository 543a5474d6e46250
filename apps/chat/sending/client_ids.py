"""What the views of chat's API share about their requests."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

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


def client_id_of(request: Request, data: dict[str, Any]) -> UUID:
    if data.get("client_id"):
        return data["client_id"]
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > MAX_KEY:
        raise InvalidInput(field="Idempotency-Key")
    return uuid5(NAMESPACE_URL, f"idempotency:{key}") if key else uuid4()
