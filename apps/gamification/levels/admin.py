from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from apps.console.pages import AuditedAdmin
from apps.gamification.levels.ladder import unlocks
from apps.gamification.levels.models import Level, LevelPrivilege
from apps.gamification.levels.privileges import PRIVILEGES
from apps.gamification.levels.tasks import apply_levels


def _apply_levels() -> None:
    apply_levels.apply_async(retry=False)


class PrivilegeInline(TabularInline):
    model = LevelPrivilege
    extra = 0
    max_num = len(PRIVILEGES)
    fields = ("kind", "amount")


@admin.register(Level)
class LevelAdmin(AuditedAdmin):
    """Levels and what they unlock. Whoever is concerned is moved in the background, quietly."""

    list_display = ("number", "name_en", "name_zh", "points", "margin", "grace_days", "what_it_unlocks")
    inlines = (PrivilegeInline,)
    fields = (("number", "points"), ("name_en", "name_zh"), ("margin", "grace_days"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Level]:
        return super().get_queryset(request).prefetch_related("privileges")

    @admin.display(description=_("unlocks"))
    def what_it_unlocks(self, level: Level) -> str:
        return gettext(", ").join(unlocks(level)) or "-"

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

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        transaction.on_commit(_apply_levels, robust=True)

    def delete_model(self, request: HttpRequest, obj: Level) -> None:
        super().delete_model(request, obj)
        transaction.on_commit(_apply_levels, robust=True)
