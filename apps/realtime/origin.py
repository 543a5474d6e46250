from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from channels.security.websocket import AllowedHostsOriginValidator

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


class OriginUnlessKeyed:
    """Cookies are only believed from our own origin; who brings a token or a ticket may come from anywhere."""

    def __init__(self, application: Application) -> None:
        self.keyed = application
        self.same_origin = AllowedHostsOriginValidator(application)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = dict(scope.get("headers", ()))
        has_ticket = "ticket" in parse_qs(scope.get("query_string", b"").decode("latin-1"))
        application = self.keyed if has_ticket or b"authorization" in headers else self.same_origin
        await application(scope, receive, send)
