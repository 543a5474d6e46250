"""What comes in with a card or an action: read by the type's fields, and recognised when it comes again."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.utils.encoders import JSONEncoder

from apps.errors import InvalidInput

MAX_DATA = 20_000
"""Characters of JSON in one card or action."""

_KEY = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"chat.cards").digest()


class WrongCardData(InvalidInput):
    code = "wrong_card_data"


def checked(fields: type[serializers.Serializer[Any]] | None, data: Mapping[str, Any]) -> dict[str, Any]:
    """The validated data, as JSON holds it; raises InvalidInput that names the first field at fault in words."""
    if fields is None:
        return {}
    if not isinstance(data, Mapping):
        raise InvalidInput(field="data")
    reader = fields(data=data)
    try:
        reader.is_valid(raise_exception=True)
    except ValidationError as error:
        name, words = _first(error.detail)
        raise WrongCardData(words, field=name) from error
    read: dict[str, Any] = json.loads(_as_json(reader.validated_data))
    if len(_as_json(read)) > MAX_DATA:
        raise InvalidInput(field="data")
    return read


def digest_of(what: str, data: Mapping[str, Any]) -> int:
    """A keyed digest of what is done, as a signed 64-bit number: it says nothing to who has only the table."""
    text = f"{what}|{_as_json(data)}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8, key=_KEY).digest(), signed=True)


def _as_json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, sort_keys=True, cls=JSONEncoder, ensure_ascii=False)


def _first(detail: Any, name: str = "") -> tuple[str, str]:
    if isinstance(detail, Mapping):
        key, inner = next(iter(detail.items()))
        return _first(inner, name if key == "non_field_errors" else str(key))
    if isinstance(detail, list):
        return _first(next((one for one in detail if one), ""), name)
    return name, str(detail)
