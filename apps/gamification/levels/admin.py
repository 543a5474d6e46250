from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from apps.console.pages import AuditedAdmin
from apps.gamification.levels.models import Level
from apps.gamification.levels.tasks import apply_levels


def _apply_levels() -> None:
    apply_levels.apply_async(retry=False)


@admin.register(Level)
class LevelAdmin(AuditedAdmin):
    """Levels and what they unlock. Whoever is concerned is moved in the background, quietly."""

    list_display = (
        "number",
        "name_en",
        "name_zh",
        "points",
        "new_conversations_per_day_bonus",
        "messages_per_minute_bonus",
    )
    fields = (
        ("number", "points"),
        ("name_en", "name_zh"),
        ("new_conversations_per_day_bonus", "messages_per_minute_bonus"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Level | None = None) -> tuple[str, ...]:
        """Everybody starts on the first level, with no points: that one stays where it is."""
        return ("number", "points") if obj and obj.points == 0 else ()

    def has_delete_permission(self, request: HttpRequest, obj: Level | None = None) -> bool:
        is_first = obj is not None and obj.points == 0
        return not is_first and super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No deleting in bulk: the first level would go with the others."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request: HttpRequest, obj: Level, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(_apply_levels, robust=True)

    def delete_model(self, request: HttpRequest, obj: Level) -> None:
        super().delete_model(request, obj)
        transaction.on_commit(_apply_levels, robust=True)
