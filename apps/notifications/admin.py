from django.contrib import admin

from apps.events.admin import ReadOnlyAdmin
from apps.notifications.models import Notification


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ("kind", "person", "channel", "created_at", "sent_at", "read_at", "cancelled_at")
    list_filter = ("channel", "kind")
    list_select_related = ("person",)
    search_fields = ("person__email", "cause")
    show_full_result_count = False
