"""Frames: encoded once, read with types checked."""

from typing import Any

import orjson
from django.utils.translation import gettext_lazy as _

from apps.errors import DomainError

Frame = dict[str, Any]
MAX_FRAME_BYTES = 64 * 1024


class InvalidFrame(DomainError):
    code = "invalid_frame"
    message = _("The server didn't understand that. Reload the page and try again.")


def encode(frame: Frame) -> str:
    return orjson.dumps(frame, default=str).decode()


def decode(text: str | None) -> Frame:
    """A JSON object with a `type`; raises InvalidFrame for anything else, or anything over 64 KiB."""
    if text is None or len(text) > MAX_FRAME_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_FRAME_BYTES:
        raise InvalidFrame
    try:
        frame = orjson.loads(text)
    except ValueError as error:
        raise InvalidFrame from error
    if not isinstance(frame, dict) or not isinstance(frame.get("type"), str):
        raise InvalidFrame
    return frame


def read_id(frame: Frame, name: str) -> int:
    """A positive 63-bit whole number."""
    value = frame.get(name)
    if type(value) is not int or not 0 < value < 2**63:
        raise InvalidFrame(field=name)
    return value


def read_text(frame: Frame, name: str, *, max_length: int, default: str | None = None) -> str:
    value = frame.get(name, default)
    if not isinstance(value, str) or len(value) > max_length:
        raise InvalidFrame(field=name)
    return value


def read_bool(frame: Frame, name: str, *, default: bool = False) -> bool:
    value = frame.get(name, default)
    if not isinstance(value, bool):
        raise InvalidFrame(field=name)
    return value


def read_ids(frame: Frame, name: str, *, max_count: int) -> list[int]:
    value = frame.get(name, [])
    if not isinstance(value, list) or len(value) > max_count:
        raise InvalidFrame(field=name)
    if not all(type(item) is int and 0 < item < 2**63 for item in value):
        raise InvalidFrame(field=name)
    return value
