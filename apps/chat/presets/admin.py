"""The system's presets."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.chat.presets.models import Preset
from apps.console.colleagues import SharedAdmin

USAGE_DAYS = 30


@admin.register(Preset)
class PresetAdmin(SharedAdmin):
    """The system's presets. People's own are theirs."""

    list_display = ("title_en", "title_zh", "audience", "stage", "is_active", "uses", "answered_share")
    list_filter = ("audience", "stage", "is_active")
    search_fields = ("title_en", "title_zh", "body_en", "body_zh", "key")
    fields = ("key", "audience", "stage", "title_en", "title_zh", "body_en", "body_zh", "is_active")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Preset]:
        since = timezone.now() - timedelta(days=USAGE_DAYS)
        lately = Q(messages__created_at__gt=since)
        return (
            super()
            .get_queryset(request)
            .filter(scope=Preset.Scope.SYSTEM)
            .annotate(
                use_count=Count("messages", filter=lately, distinct=True),
                answered_count=Count("messages", filter=lately & Q(messages__answered_by__isnull=False), distinct=True),
            )
        )

    @admin.display(description=_("sent in 30 days"), ordering="use_count")
    def uses(self, preset: Any) -> int:
        return preset.use_count

    @admin.display(description=_("answered"))
    def answered_share(self, preset: Any) -> str:
        return f"{preset.answered_count / preset.use_count:.0%}" if preset.use_count else "–"

    def has_delete_permission(self, request: HttpRequest, obj: Preset | None = None) -> bool:
        """What the product brought would come back; it can be switched off."""
        return (obj is None or not obj.key) and super().has_delete_permission(request, obj)
