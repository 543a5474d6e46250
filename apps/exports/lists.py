"""The export of a list of the console: who may, why, at once or by a worker, and a trace of each."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from import_export.admin import ExportMixin

from apps.console.exports import ReasonedExportForm, note_export
from apps.errors import DomainError
from apps.exports.services import request_list

ROWS_AT_ONCE = 2_000
"""What a request makes within a second or two. A worker writes what is more."""
MOST_ROWS = 500_000
"""Of one file. Filters divide what is more."""


class Refused(ValueError):
    """The package shows such an error above its form."""


class LoggedExport(ExportMixin):
    """An export that needs a permission of its own (IMPORT_EXPORT_EXPORT_PERMISSION_CODE), says why it was made and
    leaves an entry in the console's log. A long list is written by a worker, as CSV, while its page shows how far."""

    export_form_class = ReasonedExportForm
    export_template_name = "exports/export.html"

    def get_export_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_export_context_data(**kwargs), "rows_at_once": ROWS_AT_ONCE}

    def _do_file_export(
        self, file_format: Any, request: HttpRequest, queryset: QuerySet[Any], export_form: Any = None
    ) -> HttpResponse:
        rows, reason = queryset.count(), export_form.cleaned_data["reason"]
        if rows > MOST_ROWS:
            raise Refused(_("More than %(n)d rows: filter the list first.") % {"n": MOST_ROWS})
        with transaction.atomic():
            if rows > ROWS_AT_ONCE:
                answer = self._hand_over(request, export_form, rows)
            else:
                answer = super()._do_file_export(file_format, request, queryset, export_form)
            note_export(by=request.user.pk or 0, model=self.model, rows=rows, reason=reason)
        return answer

    def _hand_over(self, request: HttpRequest, form: Any, rows: int) -> HttpResponse:
        try:
            export = request_list(
                by=request.user.pk or 0,
                model=self.model._meta.label_lower,
                resource=self.get_resource_index(form),
                query=request.GET.urlencode(),
                reason=form.cleaned_data["reason"],
                rows=rows,
            )
        except DomainError as error:
            raise Refused(str(error)) from error
        messages.success(request, _("The list is long: the file is being written, and this page shows how far it is."))
        return HttpResponseRedirect(reverse("admin:exports_listexport_change", args=[export.pk]))

    def get_export_data(self, file_format: Any, request: HttpRequest, queryset: QuerySet[Any], **kwargs: Any) -> Any:
        """A spreadsheet reads a text file as UTF-8 only where its first bytes say so."""
        if file_format.get_extension() == "csv":
            kwargs["encoding"] = "utf-8-sig"
        return super().get_export_data(file_format, request, queryset, **kwargs)
