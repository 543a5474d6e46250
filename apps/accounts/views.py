"""Pages about oneself: settings, language, appearance, pictures."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from apps.accounts import services
from apps.accounts.badges import counts_of
from apps.errors import InvalidInput

YEAR = 60 * 60 * 24 * 365


def back(request: HttpRequest, fallback: str = "home") -> HttpResponseRedirect:
    """Redirects to the posted `next`, which never leaves the site."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(target)
    return HttpResponseRedirect(resolve_url(fallback))


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Kept in a cookie for visitors, and on the person when signed in."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        raise InvalidInput(field="language")
    if request.user.is_authenticated:
        services.set_language(person=request.user, language=language)
    response = back(request)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or empty for "as the device has it"; kept on this device."""
    theme = request.POST.get("theme", "")
    response = back(request)
    if theme in ("light", "dark"):
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@require_GET
@login_required
def badges(request: HttpRequest) -> JsonResponse:
    """The counts beside the navigation, for pages that stay open."""
    return JsonResponse(counts_of(request.user))
