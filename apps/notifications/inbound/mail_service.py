"""The service that writes our letters, where one does (anymail), and its webhook.

It is believed for its secret or its signature.
"""

from collections.abc import Callable

from anymail.urls import urlpatterns
from django.conf import settings
from django.http import HttpResponse

_VIEWS: dict[str, Callable[..., HttpResponse]] = {pattern.name: pattern.callback for pattern in urlpatterns}


def webhook() -> Callable[..., HttpResponse] | None:
    """That of the service which writes our letters; None where none does, or where anybody could call it."""
    if not settings.MAIL_SERVICE:
        return None
    view = _VIEWS[f"{settings.MAIL_SERVICE}_tracking_webhook"]
    needs_secret = view.view_class.warn_if_no_basic_auth  # type: ignore[attr-defined]
    return None if needs_secret and not settings.ANYMAIL.get("WEBHOOK_SECRET") else view
