"""Getting into the console: by the product's own sign-in, under a content policy that its scripts can live with."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from apps.accounts.second_step.selectors import is_kept_back, showed_their_address
from apps.accounts.second_step.services import SecondStepMissing
from apps.ui.fragments import gone_to
from config.errors import refused

CONSOLE = "/admin/"
SIGN_IN_FORMS = ("/account/login/", "/account/3rdparty/")
ACCOUNT, SIGN_OUT = "/account/", "/account/logout/"
OPEN = (ACCOUNT, "/settings/language/", "/settings/theme/", "/settings/sign-ins/", "/manifest.webmanifest")
"""What operators reach before they have the second step that the site wants of them."""
SET_UP = "/account/2fa/?needed=1"


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sends visitors to the account's sign-in and operators to where they wanted; for everybody else there is nothing
    here."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=False):
        wanted = CONSOLE
    if not request.user.is_authenticated:
        return gone_to(request, redirect_to_login(wanted).url)
    if not request.user.is_staff:
        raise Http404
    return gone_to(request, wanted)


class SecondStepMiddleware:
    """Leads operators who sign in with their password alone to where they set up the second step, where the site wants
    one; nothing else is theirs until then, whichever page they ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if path.startswith(ACCOUNT) and path != SIGN_OUT and _showed_no_address(request):
            # Whoever sits there would give the account an address of theirs, to which the code then goes.
            logout(request)
            return gone_to(request, redirect_to_login(SET_UP).url)
        if path.startswith(OPEN) or not is_kept_back(request.user):
            return self.get_response(request)
        if path.startswith("/api/"):
            return refused(request, SecondStepMissing())
        return gone_to(request, SET_UP)


def _showed_no_address(request: HttpRequest) -> bool:
    """Whether they are kept back, and signed in before they were an operator, or before the site wanted the step."""
    return is_kept_back(request.user) and not showed_their_address(request)


class ContentPolicyMiddleware(CSPMiddleware):
    """The strict policy for all pages; the console's widgets need inline scripts and evaluation, and signing in with
    an account of another service leads there."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(CONSOLE):
            response._csp_replace = settings.CONSOLE_CONTENT_POLICY  # type: ignore[attr-defined]
        elif settings.OPENID_NAME and request.path_info in SIGN_IN_FORMS:
            response._csp_replace = settings.SIGN_IN_CONTENT_POLICY  # type: ignore[attr-defined]
        return super().process_response(request, response)
