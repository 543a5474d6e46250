"""How much somebody may send in one request, known before it is read: nobody fills the disk of a server."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, parse_cookie

OF_STRANGERS = 256 * 1024
"""Bytes of whoever brings neither a session nor a token: forms and no files, but for those with feedback."""
FILES_OF_STRANGERS = ("/feedback/visitor/", "/feedback/by-link/")
OF_FILES = 26 * 1024 * 1024
"""Bytes of a form with files; the largest file, a table for the import, has 20 MB."""

Receive = Callable[[], Awaitable[Mapping[str, Any]]]


class BodyOverLimit(Exception):
    """More came than may, from somebody who didn't say how much it would be."""


def most_bytes(*, path: str, content_type: str, is_known: bool) -> int:
    is_files = content_type.lower().startswith("multipart/")
    if not is_known and not (is_files and path.startswith(FILES_OF_STRANGERS)):
        return OF_STRANGERS
    return OF_FILES if is_files else (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or OF_FILES)


def is_body_too_large(request: HttpRequest) -> bool:
    """By what the request says of itself."""
    is_known = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    return _says(request.META.get("CONTENT_LENGTH") or "") > most_bytes(
        path=request.path, content_type=request.META.get("CONTENT_TYPE") or "", is_known=is_known
    )


def limit_of(scope: Mapping[str, Any]) -> int:
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    cookies = parse_cookie(headers.get(b"cookie", ""))
    is_known = settings.SESSION_COOKIE_NAME in cookies or b"authorization" in headers
    return most_bytes(path=scope["path"], content_type=headers.get(b"content-type", ""), is_known=is_known)


def says_too_much(scope: Mapping[str, Any]) -> bool:
    length = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return _says(length.decode("latin-1")) > limit_of(scope)


def counted(receive: Receive, *, limit: int) -> Receive:
    """`receive`, which raises BodyOverLimit once more than `limit` bytes have come."""
    seen = 0

    async def next_part() -> Mapping[str, Any]:
        nonlocal seen
        part = await receive()
        seen += len(part.get("body", b""))
        if seen > limit:
            raise BodyOverLimit
        return part

    return next_part


def as_said(scope: dict[str, Any], *, size: int) -> dict[str, Any]:
    """The request as if it had said from the start how much it is."""
    others = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
    return scope | {"headers": [*others, (b"content-length", str(size).encode())]}


def _says(length: str) -> int:
    return int(length[:18]) if length.isdecimal() and length.isascii() else 0
