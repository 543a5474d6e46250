"""Cards in the console, to look at: their state, never what people said in them."""

from typing import ClassVar

from django.contrib import admin

from apps.chat.cards.models import Card
from apps.console.pages import ReadOnlyAdmin


@admin.register(Card)
class CardAdmin(ReadOnlyAdmin):
    list_display = ("message_id", "conversation", "type", "state", "made_by", "created_at", "due_at", "closed_at")
    list_filter = ("type", "state")
    list_select_related = ("conversation", "made_by")
    search_fields = ("=conversation__id",)
    fields = ("conversation", "type", "version", "state", "made_by", "created_at", "due_at", "closed_at")
    ordering: ClassVar = ("-message",)
    show_full_result_count = False
