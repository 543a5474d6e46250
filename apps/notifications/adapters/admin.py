from django.contrib import admin

from apps.console.colleagues import SharedAdmin
from apps.notifications.adapters.models import OtherAddress


@admin.register(OtherAddress)
class OtherAddressAdmin(SharedAdmin):
    """Who is told by text message or in a work account instead of by e-mail."""

    list_display = ("person", "adapter", "address", "updated_at")
    list_filter = ("adapter",)
    list_select_related = ("person",)
    search_fields = ("person__email", "address")
    autocomplete_fields = ("person",)
    fields = ("person", "adapter", "address")
