from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.console.pages import AuditedAdmin
from apps.education.circles.models import Circle


@admin.register(Circle)
class CircleAdmin(AuditedAdmin):
    """Groups by field: what they are about, their rules, who moderates them, and to whom they are recommended."""

    list_display = ("name", "is_open", "people", "written")
    list_filter = ("is_open",)
    search_fields = ("slug", "name_en", "name_zh", "about_en", "about_zh")
    autocomplete_fields = ("moderators",)
    compressed_fields = False
    fields = (
        ("slug", "position"),
        ("is_open", "moderators"),
        ("name_en", "name_zh"),
        ("about_en", "about_zh"),
        ("rules_en", "rules_zh"),
        ("skill_fields", "title_words"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Circle]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                number_of_people=Count("members", distinct=True),
                number_of_posts=Count("posts", distinct=True),
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Circle | None = None) -> tuple[str, ...]:
        """An address that readers may have kept doesn't change."""
        return ("slug",) if obj is not None else ()

    @admin.display(description=_("name"), ordering="name_en")
    def name(self, circle: Circle) -> str:
        return circle.name

    @admin.display(description=_("members"), ordering="number_of_people")
    def people(self, circle: Any) -> int:
        return int(circle.number_of_people)

    @admin.display(description=_("posts and answers"), ordering="number_of_posts")
    def written(self, circle: Any) -> int:
        return int(circle.number_of_posts)
