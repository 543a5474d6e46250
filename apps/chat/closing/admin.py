from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import TabularInline

from apps.chat.closing.models import BulkDecline, BulkDeclineItem, DeclineReason
from apps.console.colleagues import SharedAdmin
from apps.console.pages import ReadOnlyAdmin


@admin.register(DeclineReason)
class DeclineReasonAdmin(SharedAdmin):
    """Why one may say no, and the text that is made from it."""

    list_display = ("label_en", "label_zh", "side", "position", "is_active")
    list_filter = ("side", "is_active")
    search_fields = ("label_en", "label_zh", "text_en", "text_zh")
    fields = ("key", "side", "label_en", "label_zh", "text_en", "text_zh", "position", "is_active")

    def has_delete_permission(self, request: HttpRequest, obj: DeclineReason | None = None) -> bool:
        """What the product brought would come back; it can be switched off."""
        return False


class BulkDeclineItemInline(TabularInline):
    model = BulkDeclineItem
    extra = 0
    can_delete = False
    fields = readonly_fields = ("conversation", "state", "refusal", "done_at")
    per_page = 20

    def has_add_permission(self, request: HttpRequest, obj: BulkDecline | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: BulkDecline | None = None) -> bool:
        return False


@admin.register(BulkDecline)
class BulkDeclineAdmin(ReadOnlyAdmin):
    list_display = ("by", "reason", "created_at")
    list_select_related = ("by", "reason")
    search_fields = ("by__name", "by__email")
    fields = ("by", "reason", "created_at")
    inlines: ClassVar = [BulkDeclineItemInline]
