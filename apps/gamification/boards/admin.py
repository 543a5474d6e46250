from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.gamification.boards.models import Board, BoardRow
from apps.gamification.boards.tasks import rank_now


def _rank() -> None:
    rank_now.apply_async(retry=False)


@admin.register(Board)
class BoardAdmin(AuditedAdmin):
    """Rankings: of a role, or of a segment of it. A change is seen as soon as the snapshot is taken."""

    list_display = ("name_en", "name_zh", "role", "segment", "is_live")
    list_select_related = ("segment",)
    fields = (("key", "position"), ("name_en", "name_zh"), ("role", "segment"), "is_live")

    def get_readonly_fields(self, request: HttpRequest, obj: Board | None = None) -> tuple[str, ...]:
        return ("key",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        """One that isn't in use is shown to nobody."""
        return False

    def save_model(self, request: HttpRequest, obj: Board, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(_rank, robust=True)
        messages.info(request, _("Its snapshot is taken now."))


@admin.register(BoardRow)
class BoardRowAdmin(ReadOnlyAdmin):
    """Who stands where, by their own names: for whoever looks into how a place came about."""

    list_display = ("board", "period", "starts_on", "rank", "person", "points")
    list_filter = ("board", "period", "starts_on")
    list_select_related = ("board", "person")
    search_fields = ("person__name", "person__email")
    fields = ("board", "period", "starts_on", "rank", "person", "points")
