from typing import Any, ClassVar

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.console.pages import ReadOnlyAdmin
from apps.exports.models import ListExport
from apps.uploads.serving import served


@admin.register(ListExport)
class ListExportAdmin(ReadOnlyAdmin):
    """The files that one asked for oneself: nobody else's are shown, whatever they may."""

    list_display = ("shown_list", "rows", "shown_state", "reason", "requested_at", "expires_at")
    fields = ("shown_list", "shown_progress", "reason", "rows", "requested_at", "expires_at")
    readonly_fields: ClassVar[Any] = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ListExport]:
        return super().get_queryset(request).filter(requested_by=request.user.pk)

    def get_urls(self) -> list[URLPattern]:
        download = self.admin_site.admin_view(self.download)
        return [path("<int:pk>/download/", download, name="exports_listexport_download"), *super().get_urls()]

    def download(self, request: HttpRequest, pk: int) -> FileResponse:
        """To whoever asked for it, as long as they may export that list."""
        export = self.get_queryset(request).filter(pk=pk).first() if self.has_view_permission(request) else None
        if export is None or not export.is_ready or not self._may_export(request, export):
            raise Http404
        name = f"{apps.get_model(export.model).__name__}-{export.requested_at:%Y-%m-%d}.csv"
        return served(export.file, name=name, content_type="text/csv")

    def _may_export(self, request: HttpRequest, export: ListExport) -> bool:
        listed: Any = self.admin_site.get_model_admin(apps.get_model(export.model))
        return bool(listed.has_export_permission(request))

    @admin.display(description=gettext_lazy("list"), ordering="model")
    def shown_list(self, export: ListExport) -> str:
        return capfirst(str(apps.get_model(export.model)._meta.verbose_name_plural))

    @admin.display(description=gettext_lazy("state"))
    def shown_state(self, export: ListExport) -> str | SafeString:
        if export.is_ready:
            return format_html('<a href="{}">{}</a>', f"{export.pk}/download/", _("Download"))
        if export.is_under_way:
            return f"{export.percent} %"
        return _("stopped") if export.failed_at else _("deleted")

    @admin.display(description=gettext_lazy("progress"))
    def shown_progress(self, export: ListExport) -> SafeString:
        return render_to_string("exports/_progress.html", {"export": export})
