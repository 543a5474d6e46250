from django.contrib import admin

from apps.chat.availability.models import Reminder
from apps.console.pages import ReadOnlyAdmin


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ("kind", "person", "conversation", "due_at", "sent_at", "cancelled_at")
    list_filter = ("kind",)
    list_select_related = ("person", "conversation")
    show_full_result_count = False
