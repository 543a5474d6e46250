"""Messages and original texts, to look at: whoever opens one leaves an entry in the log."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from apps.chat.messages.models import Message, MessageOriginal
from apps.console.pages import ReadOnlyAdmin


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """What members see; whoever opens a message leaves an entry in the log."""

    list_display = ("conversation", "seq", "sender", "kind", "origin", "created_at", "edited_at", "recalled_at")
    list_filter = ("kind", "origin")
    list_select_related = ("conversation", "sender")
    search_fields = ("=conversation__id", "=sender__email")
    fields = ("conversation", "seq", "sender", "kind", "origin", "body", "created_at", "edited_at", "recalled_at")

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().change_view(request, object_id, *args, **kwargs)
        log_reading(request, self.get_object(request, object_id), "Read this message.")
        return response


@admin.register(MessageOriginal)
class MessageOriginalAdmin(ReadOnlyAdmin):
    """Texts before an edit or a recall, for moderators. The list shows none; opening one is logged."""

    list_display = ("message", "reason", "replaced_at")
    list_filter = ("reason",)
    list_select_related = ("message",)
    search_fields = ("=message__id",)
    fields = ("message", "reason", "body", "replaced_at")

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().change_view(request, object_id, *args, **kwargs)
        log_reading(request, self.get_object(request, object_id), "Read the original text.")
        return response


def log_reading(request: HttpRequest, row: Model | None, what: str) -> None:
    """Keeps who read it, where there was something to read."""
    if row is not None and request.user.pk:
        LogEntry.objects.log_actions(request.user.pk, [row], CHANGE, change_message=what, single_object=True)
