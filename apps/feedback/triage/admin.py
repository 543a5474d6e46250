from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.console.pages import ReadOnlyAdmin
from apps.feedback.triage.models import Classification


@admin.register(Classification)
class ClassificationAdmin(ReadOnlyAdmin):
    """The ledger of what models and people said."""

    list_display = ("ticket", "field", "value", "confidence", "source", "model_version", "by", "created_at")
    list_filter = ("field", "source", "value", "model_version")
    list_select_related = ("ticket", "by")
    search_fields = ("=ticket__id",)
    search_help_text = _("The ticket's number.")
    ordering = ("-id",)
