from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.console.pages import ReadOnlyAdmin
from apps.notifications.inbound.models import IN_FORCE, InboundMail, MailStop


@admin.register(InboundMail)
class InboundMailAdmin(ReadOnlyAdmin):
    """What came in by e-mail and what became of it; what was said isn't here."""

    list_display = ("received_at", "sender", "kind", "person", "outcome", "reason", "attempts")
    list_filter = ("outcome", "kind")
    list_select_related = ("person",)
    search_fields = ("sender", "person__email")
    fields = (
        "received_at",
        "sender",
        "kind",
        "person",
        "outcome",
        "reason",
        "size",
        "attempts",
        "finished_at",
        "error",
        "key",
    )


@admin.register(MailStop)
class MailStopAdmin(ReadOnlyAdmin):
    """Addresses to which nothing is sent; their owners let it come again in their settings."""

    list_display = ("person", "address", "reason", "status", "stopped_at")
    list_filter = ("reason",)
    list_select_related = ("person",)
    search_fields = ("person__email", "address")
    fields = ("person", "address", "reason", "status", "stopped_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[MailStop]:
        return super().get_queryset(request).filter(IN_FORCE)
