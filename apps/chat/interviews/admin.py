"""Interviews in the console, to look at: when and how they stand, never what was said in them."""

from typing import ClassVar

from django.contrib import admin

from apps.chat.interviews.models import Interview
from apps.console.pages import ReadOnlyAdmin


@admin.register(Interview)
class InterviewAdmin(ReadOnlyAdmin):
    list_display = ("conversation", "standing", "starts_at", "ends_at", "outcome", "attended_at")
    list_filter = ("standing", "outcome")
    list_select_related = ("conversation",)
    search_fields = ("=conversation__id",)
    date_hierarchy = "starts_at"
    fields = (
        "conversation",
        "standing",
        "starts_at",
        "ends_at",
        "sequence",
        "outcome",
        "attended_at",
        "created_at",
        "updated_at",
    )
    ordering: ClassVar = ("-card",)
