from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from channels.security.websocket import WebsocketDenier
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.http import is_same_domain

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]

SCHEMES = {"ws": "http", "wss": "https", "http": "http", "https": "https"}
PORTS = {"http": "80", "https": "443"}


class OriginUnlessKeyed:
    """Cookies are only believed from our own origin; who brings a token or a ticket may come from anywhere."""

    def __init__(self, application: Application) -> None:
        self.keyed = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = dict(scope.get("headers", ()))
        has_ticket = "ticket" in parse_qs(scope.get("query_string", b"").decode("latin-1"))
        is_keyed = has_ticket or b"authorization" in headers
        application = self.keyed if is_keyed or is_own_origin(scope, headers) else WebsocketDenier()
        await application(scope, receive, send)


def is_own_origin(scope: dict[str, Any], headers: dict[bytes, bytes]) -> bool:
    """Scheme, host and port, as for forms: those of the request itself, or of an origin that is trusted by name."""
    origin = _parts(headers.get(b"origin", b"").decode("latin-1"))
    if origin is None:
        return False
    if any(_matches(origin, trusted) for trusted in settings.CSRF_TRUSTED_ORIGINS):
        return True
    host = headers.get(b"host", b"").decode("latin-1").lower()
    scheme = SCHEMES.get(scope.get("scheme", "ws"), "http")
    if settings.SECURE_PROXY_SSL_HEADER and headers.get(b"x-forwarded-proto") == b"https":
        scheme = "https"
    return origin == _parts(f"{scheme}://{host}") and validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def _matches(origin: tuple[str, str, str], trusted: str) -> bool:
    """Also `https://*.example.com`, as Django reads it."""
    named = _parts(trusted.replace("://*.", "://."))
    return named is not None and (origin[0], origin[2]) == (named[0], named[2]) and is_same_domain(origin[1], named[1])


def _parts(origin: str) -> tuple[str, str, str] | None:
    """Scheme, host and port; None for what is no origin."""
    try:
        url = urlsplit(origin)
        port = str(url.port or PORTS[url.scheme])
    except (ValueError, KeyError):
        return None
    return (url.scheme, url.hostname, port) if url.hostname else None
