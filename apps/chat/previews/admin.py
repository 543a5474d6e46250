from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from apps.chat.previews.models import PreviewRules
from apps.console.pages import AuditedAdmin


@admin.register(PreviewRules)
class PreviewRulesAdmin(AuditedAdmin):
    """One row, which is there as soon as somebody looks for it."""

    list_display = ("__str__", "is_on", "has_pictures", "updated_at")
    fields = ("is_on", "has_pictures", "skipped")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PreviewRules | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        PreviewRules.objects.get_or_create(pk=1)
        return super().changelist_view(request, extra_context)
