from typing import ClassVar

from django.contrib import admin
from unfold.admin import TabularInline

from apps.chat.applications.models import Application, ApplicationAnswer
from apps.console.exports import HarmlessResource
from apps.console.pages import ReadOnlyAdmin
from apps.exports.lists import LoggedExport


class ApplicationResource(HarmlessResource):
    class Meta:
        model = Application
        fields = ("id", "job__title", "state", "sent_at", "seen_at", "talking_at", "interview_at", "decided_at")


class ApplicationAnswerInline(TabularInline):
    model = ApplicationAnswer
    extra = 0
    can_delete = False
    fields = readonly_fields = ("question", "words")

    def has_add_permission(self, request, obj=None) -> bool:  # type: ignore[no-untyped-def]
        return False

    def has_change_permission(self, request, obj=None) -> bool:  # type: ignore[no-untyped-def]
        return False


@admin.register(Application)
class ApplicationAdmin(LoggedExport, ReadOnlyAdmin):
    resource_classes: ClassVar = [ApplicationResource]
    list_display = ("job", "candidate", "state", "sent_at", "due_at", "decided_at")
    ordering = ("-pk",)
    list_filter = ("state",)
    list_select_related = ("job", "candidate")
    search_fields = ("job__title", "candidate__name", "candidate__email")
    date_hierarchy = "sent_at"
    fields = ("job", "candidate", "state", "sent_at", "due_at", "seen_at", "talking_at", "interview_at", "decided_at")
    inlines: ClassVar = [ApplicationAnswerInline]
