"""HTTP to Django; sockets to `apps.realtime`, behind Channels' origin and session middleware."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Whitenoise streams files in the way of WSGI; they are small, and the log would repeat it for each.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
http = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402  needs the apps loaded
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import re_path  # noqa: E402

from apps.realtime.origin import OriginUnlessKeyed  # noqa: E402
from apps.realtime.socket import application as socket  # noqa: E402
from config.server import spare_what_stays  # noqa: E402

sockets = [re_path(r"^ws/$", socket)]  # type: ignore[arg-type]  # Channels routes ASGI applications this way
application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": OriginUnlessKeyed(AuthMiddlewareStack(URLRouter(sockets))),
    }
)

spare_what_stays()
