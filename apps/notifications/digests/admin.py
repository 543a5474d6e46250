from django.contrib import admin

from apps.console.pages import ReadOnlyAdmin
from apps.notifications.digests.models import DigestChoice


@admin.register(DigestChoice)
class DigestChoiceAdmin(ReadOnlyAdmin):
    """Who gets a digest, and when; only they change it."""

    list_display = ("person", "rhythm", "weekday", "hour", "told_until")
    list_filter = ("rhythm",)
    list_select_related = ("person",)
    search_fields = ("person__email",)
    fields = ("person", "rhythm", "weekday", "hour", "told_until")
