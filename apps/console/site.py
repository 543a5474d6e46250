from typing import Any, cast

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from unfold.sites import UnfoldAdminSite


class ConsoleSite(UnfoldAdminSite):
    """The theme's site. Every page is given the list of all models, named and sorted in the reader's language, which
    costs as much as the rest of a short page; here it is made where something reads it, as the search does."""

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        return cast(list[Any], SimpleLazyObject(lambda: UnfoldAdminSite.get_app_list(self, request, app_label)))
