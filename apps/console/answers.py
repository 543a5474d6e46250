"""What an action of the console says and where it leads to, taken in a dialog or on a page of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from apps.errors import DomainError
from apps.ui.fragments import gone_to


@contextmanager
def telling(request: HttpRequest, done: str = "") -> Iterator[None]:
    """Says that it is `done`, or why it was refused; what is refused ends here."""
    try:
        yield
    except DomainError as error:
        messages.error(request, str(error))
    else:
        if done:
            messages.success(request, done)


def row_of(page: "ModelAdmin[Any]", request: HttpRequest, object_id: str) -> Any:
    """What this page of the console is about. Raises Http404."""
    if (row := page.get_object(request, object_id)) is None:
        raise Http404
    return row


def is_partial(request: HttpRequest) -> bool:
    """Whether a page renews a part of itself; a step back in the browser asks for the whole one."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def back_to(request: HttpRequest, model: type[Model], object_id: str) -> HttpResponse:
    """The page of the object."""
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[object_id])
    return gone_to(request, url)
