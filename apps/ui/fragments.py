"""What htmx puts into a page, and anybody else opens as a page of its own."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect


def fragment_or_page(
    request: HttpRequest, part: str, page: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """Two names of templates: `part` alone for htmx, else `page`, which includes it by the name in `part`. A browser
    that goes back doesn't take the one for the other."""
    template = part if "HX-Request" in request.headers else page
    response = render(request, template, {**context, "part": part}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def sheet_or_page(
    request: HttpRequest,
    part: str,
    title: str,
    context: Mapping[str, object],
    *,
    back: tuple[str, str],
    css: str = "",
    status: int = 200,
) -> HttpResponse:
    """As `fragment_or_page`, for what a sheet says that has no page of its own: the page has the sheet's title, and a
    way `back`, an address and its words. `css` is the static file that pages with this sheet have."""
    back_url, back_label = back
    page = {"title": title, "back_url": back_url, "back_label": back_label, "css": css}
    return fragment_or_page(request, part, "sheet_page.html", {**context, **page}, status)


def gone_to(request: HttpRequest, url: str) -> HttpResponse:
    """There, with the whole page where htmx asked for a part of one."""
    return HttpResponseClientRedirect(url) if "HX-Request" in request.headers else redirect(url)
