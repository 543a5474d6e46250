"""One mapping of `DomainError` for pages, one for the API. Sockets have theirs in `apps.realtime.socket`."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseServerError,
    JsonResponse,
)
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _
from django.views import defaults
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework.exceptions import APIException

from apps.errors import DomainError, InvalidInput, NotFound, Overloaded
from apps.uploads.errors import StorageFull
from apps.uploads.storing import is_full
from config.bodies import is_body_too_large
from config.request_ids import current_id

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 2
LARGEST_ID = 2**63 - 1


class UnreadableAddress(InvalidInput):
    code = "unreadable_address"
    message = _("This address holds a character that can't be read. Please go back and try again.")


class UnreadableText(InvalidInput):
    code = "unreadable_text"
    message = _("What you sent holds a character that can't be kept. Please go back and try again.")


class BodyTooLarge(DomainError):
    code = "body_too_large"
    status = 413
    message = _("That's more than can be sent at once. Please send less.")


class OnlyFromAPage(DomainError):
    code = "only_from_a_page"
    status = 405
    message = _("This address only takes what a button sends. Nothing was done: please go back and press it again.")


class DomainErrorMiddleware:
    """Renders a refusal as a page (or, for htmx, as a fragment) in the reader's language, with the right status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No database compares anything with a null byte, PostgreSQL fails on one: no view has to think of it.
        if "\x00" in request.path_info:
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            return refused(request, UnreadableAddress())
        if is_body_too_large(request):
            return refused(request, BodyTooLarge())
        response = self.get_response(request)
        # Who had to sign in before a button did its work arrives at its address, and would see a blank page.
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            page = refused(request, OnlyFromAPage())
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        # SQLite and PostgreSQL fail on a number that no row's id can be: no view has to think of it.
        if any(isinstance(value, int) and value > LARGEST_ID for value in kwargs.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        exception = _said(exception)
        if not isinstance(exception, DomainError):
            return None
        if isinstance(exception, NotFound):
            raise Http404 from exception
        return refused(request, exception)


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The answer to a refusal outside of the API's own views, whose exceptions `ApiExceptionHandler` maps."""
    response: HttpResponse
    if request.path.startswith("/api/"):
        said = refusal("client_error", error.code, str(error), attr=error.field)
        response = JsonResponse(said, status=error.status)
    elif getattr(request, "htmx", False):
        response = render(request, "_error.html", {"error": error}, status=error.status)
        response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "beforeend"
    else:
        response = render(request, "error.html", {"error": error}, status=error.status)
    if error.retry_after is not None:
        response["Retry-After"] = str(error.retry_after)
    return response


class DomainAPIException(APIException):
    def __init__(self, error: DomainError) -> None:
        self.status_code = error.status
        super().__init__(detail=str(error), code=error.code)
        if error.field:
            self.detail = {error.field: [self.detail]}
        if error.retry_after is not None:
            self.wait = error.retry_after


class ApiExceptionHandler(ExceptionHandler):
    """Gives domain errors the one error form of the API: `{"type", "errors": [{"code", "detail", "attr"}]}`."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        exc = _said(exc)
        if isinstance(exc, OperationalError | InterfaceError):
            logger.warning("The database is away; a request is refused.", exc_info=exc)
            exc = Overloaded(retry_after=RETRY_AFTER_SECONDS)
        if isinstance(exc, DomainError):
            return DomainAPIException(exc)
        return super().convert_known_exceptions(exc)


def _said(exception: Exception) -> Exception:
    """As one of our refusals, where there is one for it."""
    if isinstance(exception, RequestDataTooBig):
        return BodyTooLarge()
    if isinstance(exception, DataError) and "NUL" in str(exception):
        # What no form or serializer looked at, which would have said so at its field.
        return UnreadableText()
    return StorageFull() if is_full(exception) else exception


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler of 404: the API answers in its own form, everything else with a page."""
    if request.path.startswith("/api/"):
        return JsonResponse(refusal("client_error", NotFound.code, str(NotFound.message)), status=404)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of 500. It asks nothing of the database, which may be what broke."""
    if request.path.startswith("/api/"):
        return JsonResponse(refusal("server_error", DomainError.code, str(DomainError.message)), status=500)
    return HttpResponseServerError(get_template("500.html").render({"request_id": current_id()}))


def refusal(kind: str, code: str, detail: str, *, attr: str | None = None) -> dict[str, Any]:
    return {"type": kind, "errors": [{"code": code, "detail": detail, "attr": attr}]}
