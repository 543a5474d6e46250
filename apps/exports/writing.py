"""A list of the console as its admin shows it, written as CSV in pieces, so that memory doesn't grow with the list."""

import csv
from collections.abc import Callable, Iterator
from typing import IO, Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from apps.exports.models import ListExport

PIECE = 500
"""Rows that are read at once."""
MARK = b"\xef\xbb\xbf"
"""A spreadsheet reads a text file as UTF-8 only where its first bytes say so."""


def request_of(export: ListExport) -> HttpRequest:
    """The request in which the operator asked, as far as the list looks at it."""
    request = HttpRequest()
    request.method = "GET"
    request.GET = QueryDict(export.query)
    request.user = get_user_model().objects.get(pk=export.requested_by_id)
    return request


def pieces_of(export: ListExport) -> tuple[list[str], Iterator[list[list[Any]]]]:
    """The columns, and the rows in pieces. Raises PermissionDenied for whoever may not export the list by now."""
    model = apps.get_model(export.model)
    model_admin: Any = admin.site.get_model_admin(model)
    request = request_of(export)
    if not (request.user.is_active and request.user.is_staff and model_admin.has_export_permission(request)):
        raise PermissionDenied
    resource = model_admin.get_export_resource_classes(request)[export.resource]()
    queryset = model_admin.get_export_queryset(request)
    keys = list(queryset.values_list("pk", flat=True)[: export.rows])
    return resource.get_export_headers(), _read(queryset, resource, keys)


def _read(queryset: QuerySet[Any], resource: Any, keys: list[Any]) -> Iterator[list[list[Any]]]:
    """By the keys that the list had when it began: no query stays open while the file is written."""
    for start in range(0, len(keys), PIECE):
        piece = keys[start : start + PIECE]
        found = {row.pk: row for row in queryset.filter(pk__in=piece).order_by()}
        yield [resource.export_resource(found[key]) for key in piece if key in found]


def write_csv(file: IO[str], export: ListExport, *, went_on: Callable[[int], object]) -> int:
    """The number of rows written. `went_on` hears of each piece."""
    headers, pieces = pieces_of(export)
    writer = csv.writer(file)
    writer.writerow(headers)
    done = 0
    for rows in pieces:
        writer.writerows(rows)
        done += len(rows)
        went_on(done)
    return done
