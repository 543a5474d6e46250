from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.gamification.creators.models import Creator, CreatorCriterion, CreatorTitle
from apps.gamification.creators.tasks import look_now


def _look() -> None:
    look_now.apply_async(retry=False)


class CriterionInline(TabularInline):
    model = CreatorCriterion
    extra = 0
    fields = ("measure", "least")


@admin.register(CreatorTitle)
class CreatorTitleAdmin(AuditedAdmin):
    """By which criteria people have it: all of them are asked for. Whoever falls below keeps it for its days."""

    list_display = ("name_en", "name_zh", "rank", "grace_days", "people", "is_live")
    inlines = (CriterionInline,)
    fields = (("key", "rank", "is_live"), ("name_en", "name_zh"), "grace_days")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CreatorTitle]:
        return super().get_queryset(request).annotate(number_of_people=Count("creators"))

    @admin.display(description=_("people"), ordering="number_of_people")
    def people(self, title: CreatorTitle) -> int:
        return getattr(title, "number_of_people", 0)

    def get_readonly_fields(self, request: HttpRequest, obj: CreatorTitle | None = None) -> tuple[str, ...]:
        return ("key",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        transaction.on_commit(_look, robust=True)


@admin.register(Creator)
class CreatorAdmin(ReadOnlyAdmin):
    """Who has which title, and until when it is kept."""

    list_display = ("person", "title", "since", "kept_until")
    list_filter = ("title",)
    list_select_related = ("person", "title")
    search_fields = ("person__name", "person__email")
    fields = ("person", "title", "since", "kept_until")
