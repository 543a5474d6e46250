"""Where an action of the console leads to, whether it was taken in a dialog or on a page of its own."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


def back_to(request: HttpRequest, model: type[Model], object_id: str) -> HttpResponse:
    """The page of the object."""
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[object_id])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
