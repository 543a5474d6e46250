"""What htmx puts into a page, and anybody else opens as a page of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def fragment_or_page(
    request: HttpRequest, part: str, page: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Two names of templates: `part` alone for htmx, else `page`, which includes it by the name in `part`."""
    template = part if getattr(request, "htmx", False) else page
    return render(request, template, context | {"part": part}, status=status)
