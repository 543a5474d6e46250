"""The service that writes our letters, where one does (anymail), and its webhook.

It is believed for its secret or its signature.
"""

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.http import HttpResponse


def webhook() -> Callable[..., HttpResponse] | None:
    """That of the service which writes our letters; None where none does, or where anybody could call it."""
    if not settings.MAIL_SERVICE:
        return None
    # Only here: it brings the views of all services, and what those need, into a process that mostly has none of them.
    views = {pattern.name: pattern.callback for pattern in import_module("anymail.urls").urlpatterns}
    view: Callable[..., HttpResponse] = views[f"{settings.MAIL_SERVICE}_tracking_webhook"]
    needs_secret = view.view_class.warn_if_no_basic_auth  # type: ignore[attr-defined]
    return None if needs_secret and not settings.ANYMAIL.get("WEBHOOK_SECRET") else view
