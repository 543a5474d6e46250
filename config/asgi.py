"""HTTP to Django; sockets to `apps.realtime`, behind Channels' check of the origin."""

import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402  needs the apps loaded
from django.conf import settings  # noqa: E402
from django.urls import re_path  # noqa: E402
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware  # noqa: E402

from apps.realtime.origin import OriginUnlessKeyed  # noqa: E402
from apps.realtime.socket import application as socket  # noqa: E402
from apps.realtime.socket import start_process  # noqa: E402
from config.handler import Handler  # noqa: E402
from config.server import spare_what_stays, take_files  # noqa: E402

sockets = [re_path(r"^ws/$", socket)]  # type: ignore[arg-type]  # Channels routes ASGI applications this way
by_protocol = ProtocolTypeRouter(
    {
        "http": Handler(),
        "websocket": OriginUnlessKeyed(URLRouter(sockets)),
    }
)


async def serve(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """The first request, which is mostly a health check, brings the process onto the bus: the first socket finds it
    there."""
    start_process()
    await by_protocol(scope, receive, send)


application = ProxyHeadersMiddleware(serve, trusted_hosts=settings.TRUSTED_PROXIES)  # type: ignore[arg-type]


take_files()
spare_what_stays()
