"""Exports of the console's lists: why each is made, and its trace. What a cell holds stays text."""

import json
import re
from typing import Any

from django import forms
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from import_export import resources
from unfold.contrib.import_export.forms import ExportForm
from unfold.widgets import UnfoldAdminTextInputWidget

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
# Where decimals have a comma, a spreadsheet divides a text file at these, whatever stands in quotes before.
DIVIDED = re.compile(r"""([;\t\r\n](?:[^\S\t\r\n]|["'])*)(?=[=+\-@＝＋－＠])""")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet runs as a formula (OWASP, CSV injection): dangerous beginnings get an apostrophe,
    also behind blanks of any kind, which some spreadsheets pass over, and behind what divides cells elsewhere. A number
    is one."""
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return value
    if not isinstance(value, str):
        return value
    value = DIVIDED.sub(r"\1'", value)
    return f"'{value}" if value.startswith(DANGEROUS) or value.lstrip().startswith(DANGEROUS) else value


class HarmlessResource(resources.ModelResource):
    """Base of every export of the console."""

    def export_resource(self, instance: Any, selected_fields: Any = None, **kwargs: Any) -> list[Any]:
        return [harmless(value) for value in super().export_resource(instance, selected_fields, **kwargs)]


class ExportReason(forms.Form):
    """Asks what an export is for; the log keeps it."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=2,
        max_length=200,
        help_text=_("What the file is for. It is kept in the log with your name and the number of rows."),
        widget=UnfoldAdminTextInputWidget,
    )


class ReasonedExportForm(ExportReason, ExportForm):
    """The form of a list's export."""


def note_export(*, by: int, model: type[Model], rows: int, reason: str) -> None:
    """The log's entry: who took how much of which list, and why."""
    LogEntry.objects.create(
        user_id=by,
        content_type=ContentType.objects.get_for_model(model),
        object_repr=str(model._meta.verbose_name_plural)[:200],
        action_flag=ADDITION,
        change_message=json.dumps([{"exported": {"rows": rows, "reason": reason}}]),
    )


def export_words(entry: LogEntry) -> str:
    """What an entry says about an export, in the reader's language; empty for entries of another kind."""
    if not entry.change_message.startswith('[{"exported"'):
        return ""
    facts = json.loads(entry.change_message)[0]["exported"]
    words = ngettext("%(n)d row exported: %(reason)s", "%(n)d rows exported: %(reason)s", facts["rows"])
    return words % {"n": facts["rows"], "reason": facts["reason"]}
