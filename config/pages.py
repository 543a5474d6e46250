"""Pages of the product as a whole: the welcome, the living style guide, and what makes it an app on a device."""

from functools import cache

from allauth.socialaccount.views import connections
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.storage import OURS, as_served
from config.style import examples

ICONS = (192, 512)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The welcome for visitors; whoever is signed in goes to their inbox."""
    if not request.user.is_authenticated:
        return render(request, "home.html")
    try:
        return redirect(reverse("chat:inbox"))
    except NoReverseMatch:
        return redirect("accounts:settings")


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component, living; for staff."""
    if not request.user.is_staff:
        raise Http404
    return render(request, "style.html", {"now": timezone.now()} | examples())


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """How a device installs the product."""
    icons = [{"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in ICONS]
    fields = {
        "id": "/",
        "name": _("Rapport"),
        "short_name": _("Rapport"),
        "description": _("A messenger for recruiting, in which conversations get answered."),
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#fbfaf7",
        "icons": [icon | {"purpose": purpose} for icon in icons for purpose in ("any", "maskable")],
        "shortcuts": [{"name": _("Inbox"), "url": reverse("chat:inbox")}],
    }
    return JsonResponse(fields, content_type="application/manifest+json")


@cache
def _worker() -> str:
    return as_served(OURS / "shell" / "worker.js")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """From the root of the site, so that it stands behind all pages; asked for anew at every visit."""
    return HttpResponse(_worker(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the service worker keeps for when there is no connection."""
    return render(request, "offline.html")


def accounts_elsewhere(request: HttpRequest) -> HttpResponse:
    """The accounts elsewhere that a person signs in with; no such page where nothing is configured to sign in with."""
    if not settings.OPENID_NAME:
        raise Http404
    return connections(request)
