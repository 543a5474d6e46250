"""HTTP to Django; sockets to `apps.realtime`, behind Channels' check of the origin."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402  needs the apps loaded
from django.urls import re_path  # noqa: E402

from apps.realtime.origin import OriginUnlessKeyed  # noqa: E402
from apps.realtime.socket import application as socket  # noqa: E402
from config.handler import Handler  # noqa: E402
from config.server import spare_what_stays  # noqa: E402

sockets = [re_path(r"^ws/$", socket)]  # type: ignore[arg-type]  # Channels routes ASGI applications this way
application = ProtocolTypeRouter(
    {
        "http": Handler(),
        "websocket": OriginUnlessKeyed(URLRouter(sockets)),
    }
)

spare_what_stays()
