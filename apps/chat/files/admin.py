"""Files of conversations, for who looks after the scanner and the storage: what they are, never what they say."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from apps.chat.files.models import Attachment
from apps.console.pages import ReadOnlyAdmin


class ScannedFilter(admin.SimpleListFilter):
    title = _("scanned")
    parameter_name = "scanned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Scanned")), ("no", _("Not scanned"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Attachment]) -> QuerySet[Attachment]:
        if self.value() in ("yes", "no"):
            return queryset.filter(scanned_at__isnull=self.value() == "no")
        return queryset


@admin.register(Attachment)
class AttachmentAdmin(ReadOnlyAdmin):
    """Neither names nor contents: what members send each other is theirs."""

    list_display = ("conversation", "form", "content_type", "size", "uploader", "created_at", "scan_result")
    list_filter = ("form", ScannedFilter)
    list_select_related = ("conversation", "uploader")
    search_fields = ("=conversation__id", "=uploader__email")
    fields = ("conversation", "form", "content_type", "size", "uploader", "created_at", "scan_result")
    readonly_fields = ("scan_result",)

    @admin.display(description=_("scan"), ordering="scanned_at")
    def scan_result(self, attachment: Attachment) -> Any:
        """When the scanner found nothing in it; that nobody looked, where none was configured."""
        if attachment.scanned_at is None:
            return _("not scanned")
        return _("clean, %(when)s") % {
            "when": date_format(timezone.localtime(attachment.scanned_at), "SHORT_DATETIME_FORMAT")
        }
