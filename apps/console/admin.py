from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext_lazy as _

from apps.console import filters as _filters  # noqa: F401
from apps.console.exports import export_words
from apps.console.pages import ReadOnlyAdmin


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """What operators did in the console, exports with their reasons."""

    list_display = ("action_time", "user", "content_type", "object_repr", "what")
    ordering = ("-pk",)
    list_filter = ("action_flag", ("content_type", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("user", "content_type")
    search_fields = ("user__email", "object_repr", "change_message")
    fields = list_display

    @admin.display(description=_("what was done"))
    def what(self, entry: LogEntry) -> str:
        return export_words(entry) or entry.get_change_message()
