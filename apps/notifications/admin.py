from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.events.admin import ReadOnlyAdmin
from apps.notifications.models import Notification
from apps.notifications.rendering import words


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ("kind_words", "person", "channel", "created_at", "sent_at", "read_at", "cancelled_at")
    list_filter = ("channel", "kind")
    list_select_related = ("person",)
    search_fields = ("person__email", "cause")
    show_full_result_count = False

    @admin.display(description=_("kind"), ordering="kind")
    def kind_words(self, notification: Notification) -> str:
        """As its person reads it; the key of a kind that only an older version knew."""
        return words(notification, language=get_language() or "en")[0] or notification.kind
