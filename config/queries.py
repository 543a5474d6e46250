"""What may stand in an API's query string: what the API's description says, and nothing that would silently be
ignored, because who misspells a filter takes the whole list for its answer."""

import re
import threading
from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.generators import SchemaGenerator

from apps.errors import InvalidInput
from config.errors import refused

READING = ("GET", "HEAD")


class UnknownFilter(InvalidInput):
    code = "unknown_filter"
    message = _("There is no filter “{name}” here. There are: {known}.")
    none_known = _("There is no filter “{name}” here, nor any other.")

    def __init__(self, name: str, known: frozenset[str]) -> None:
        words = self.message if known else self.none_known
        super().__init__(format_lazy(words, name=name[:60], known=", ".join(sorted(known))), field=name[:60])


class KnownQueriesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/") and request.method in READING and request.META.get("QUERY_STRING"):
            known = known_filters(request.path)
            unknown = next((name for name in request.GET if known is not None and name not in known), None)
            if unknown is not None and known is not None:
                return refused(request, UnknownFilter(unknown, known))
        return self.get_response(request)


def known_filters(path: str) -> frozenset[str] | None:
    """What the description allows for reading this address; None for one that it doesn't describe."""
    with _describing:
        described = _described()
    return next((names for pattern, names in described if pattern.fullmatch(path)), None)


_describing = threading.Lock()


@cache
def _described() -> list[tuple[re.Pattern[str], frozenset[str]]]:
    schema = SchemaGenerator().get_schema(request=None, public=True)
    found = []
    # Those without a part that varies first: "/jobs/mine/" is no job.
    for path, operations in sorted(schema["paths"].items(), key=lambda item: item[0].count("{")):
        if reading := operations.get("get"):
            names = frozenset(one["name"] for one in reading.get("parameters", ()) if one["in"] == "query")
            found.append((re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), names))
    return found
