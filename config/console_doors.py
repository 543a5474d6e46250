"""Getting into the console: by the product's own sign-in, under a content policy that its scripts can live with."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

CONSOLE = "/admin/"


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sends visitors to the account's sign-in and operators to where they wanted; for everybody else there is nothing
    here."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=False):
        wanted = CONSOLE
    if not request.user.is_authenticated:
        return redirect_to_login(wanted)
    if not request.user.is_staff:
        raise Http404
    return redirect(wanted)


class ContentPolicyMiddleware(CSPMiddleware):
    """The strict policy for all pages; the console's widgets need inline scripts and evaluation."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(CONSOLE):
            response._csp_replace = settings.CONSOLE_CONTENT_POLICY  # type: ignore[attr-defined]
        return super().process_response(request, response)
