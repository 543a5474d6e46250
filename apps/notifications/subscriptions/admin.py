from django.contrib import admin

from apps.console.pages import ReadOnlyAdmin
from apps.notifications.subscriptions.models import PushSubscription


@admin.register(PushSubscription)
class PushSubscriptionAdmin(ReadOnlyAdmin):
    """Where people get pushes. Addresses and keys are their browsers' own and aren't shown."""

    list_display = ("person", "device", "shows_words", "failures", "created_at")
    ordering = ("-pk",)
    list_filter = ("shows_words",)
    list_select_related = ("person",)
    search_fields = ("person__email",)
    fields = ("person", "device", "shows_words", "failures", "created_at")
