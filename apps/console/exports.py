"""Exports of the console's lists: who may, why, and a trace of each. What a cell holds stays text."""

import json
import re
from typing import Any

from django import forms
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from import_export import resources
from import_export.admin import ExportMixin
from unfold.contrib.import_export.forms import ExportForm
from unfold.widgets import UnfoldAdminTextInputWidget

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet runs as a formula (OWASP, CSV injection): dangerous beginnings get an apostrophe,
    also behind blanks of any kind, which some spreadsheets pass over. A number is one."""
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return value
    if isinstance(value, str) and (value.startswith(DANGEROUS) or value.lstrip().startswith(DANGEROUS)):
        return f"'{value}"
    return value


class HarmlessResource(resources.ModelResource):
    """Base of every export of the console."""

    def export_resource(self, instance: Any, selected_fields: Any = None, **kwargs: Any) -> list[Any]:
        return [harmless(value) for value in super().export_resource(instance, selected_fields, **kwargs)]


class ReasonedExportForm(ExportForm):
    """Asks what the export is for; the log keeps it."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=2,
        max_length=200,
        help_text=_("What the file is for. It is kept in the log with your name and the number of rows."),
        widget=UnfoldAdminTextInputWidget,
    )


MOST_ROWS = 20_000
"""Of one file: what a request makes in a few seconds. Filters divide what is more."""


class TooManyRows(ValueError):
    """The package shows such an error above its form."""


class LoggedExport(ExportMixin):
    """An export that needs a permission of its own (IMPORT_EXPORT_EXPORT_PERMISSION_CODE), says why it was made and
    leaves an entry in the console's log."""

    export_form_class = ReasonedExportForm

    def get_export_data(self, file_format: Any, request: HttpRequest, queryset: QuerySet[Any], **kwargs: Any) -> Any:
        """A spreadsheet reads a text file as UTF-8 only where its first bytes say so."""
        if file_format.get_extension() == "csv":
            kwargs["encoding"] = "utf-8-sig"
        return super().get_export_data(file_format, request, queryset, **kwargs)

    def get_data_for_export(self, request: HttpRequest, queryset: QuerySet[Any], **kwargs: Any) -> Any:
        if queryset.count() > MOST_ROWS:
            raise TooManyRows(_("More than %(n)d rows: filter the list first.") % {"n": MOST_ROWS})
        table = super().get_data_for_export(request, queryset, **kwargs)
        LogEntry.objects.create(
            user_id=request.user.pk or 0,
            content_type=ContentType.objects.get_for_model(self.model),
            object_repr=str(self.model._meta.verbose_name_plural)[:200],
            action_flag=ADDITION,
            change_message=json.dumps([{"exported": {"rows": len(table), "reason": _reason(kwargs["export_form"])}}]),
        )
        return table


def export_words(entry: LogEntry) -> str:
    """What an entry says about an export, in the reader's language; empty for entries of another kind."""
    if not entry.change_message.startswith('[{"exported"'):
        return ""
    facts = json.loads(entry.change_message)[0]["exported"]
    words = ngettext("%(n)d row exported: %(reason)s", "%(n)d rows exported: %(reason)s", facts["rows"])
    return words % {"n": facts["rows"], "reason": facts["reason"]}


def _reason(form: forms.Form) -> str:
    return form.cleaned_data["reason"]
