"""The service that writes our letters, where one does (anymail), and its webhook.

It is believed for its secret or its signature. That of Mailgun covers a moment and nothing of what is said, so one that
somebody saw would vouch for anything, always: it is believed while it is fresh.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

OLDEST = timedelta(days=7)
"""Of a signature: longer than the service tries again."""

AHEAD = timedelta(minutes=15)
"""So far its clock may be ahead of ours."""


def webhook() -> Callable[..., HttpResponse] | None:
    """That of the service which writes our letters; None where none does, or where anybody could call it."""
    if not settings.MAIL_SERVICE:
        return None
    # Only here: it brings the views of all services, and what those need, into a process that mostly has none of them.
    views = {pattern.name: pattern.callback for pattern in import_module("anymail.urls").urlpatterns}
    view: Callable[..., HttpResponse] = views[f"{settings.MAIL_SERVICE}_tracking_webhook"]
    needs_secret = view.view_class.warn_if_no_basic_auth  # type: ignore[attr-defined]
    if needs_secret and not settings.ANYMAIL.get("WEBHOOK_SECRET"):
        return None
    return _while_fresh(view) if settings.MAIL_SERVICE == "mailgun" else view


def _while_fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            moment, token = _signed(request)
            # The view fails at what isn't ASCII, before it looks at the signature.
            if not f"{moment}{token}".isascii() or not _is_fresh(moment):
                raise SuspiciousOperation("The signature of the mail service is too old, or none.")
        return view(request)

    return answer


def _signed(request: HttpRequest) -> tuple[object, object]:
    """The moment and the token, read where the view reads them, too; None where there are none."""
    if request.content_type != "application/json":
        return request.POST.get("timestamp"), request.POST.get("token")
    try:
        signature = json.loads(request.body.decode())["signature"]
        return signature["timestamp"], signature["token"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None, None


def _is_fresh(said: object) -> bool:
    try:
        seconds = float(str(said))
    except ValueError:
        return False
    now = timezone.now()
    # What is no number, or endless, lies between none.
    return (now - OLDEST).timestamp() <= seconds <= (now + AHEAD).timestamp()
