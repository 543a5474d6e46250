from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline

from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.gamification.badges.models import Badge, BadgeGrade, BadgeHeld, BadgeRun, BadgeSeries
from apps.gamification.badges.services import ask_run
from apps.gamification.badges.tasks import run_later


@admin.register(BadgeSeries)
class BadgeSeriesAdmin(AuditedAdmin):
    list_display = ("name_en", "name_zh", "position")
    fields = (("key", "position"), ("name_en", "name_zh"))

    def get_readonly_fields(self, request: HttpRequest, obj: BadgeSeries | None = None) -> tuple[str, ...]:
        return ("key",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


class GradeInline(TabularInline):
    model = BadgeGrade
    extra = 0
    max_num = 3
    fields = ("grade", "least")


@admin.register(Badge)
class BadgeAdmin(AuditedAdmin):
    """Badges and their grades. Who has them by now is found out by a run, which tells nobody."""

    list_display = ("name", "series", "measure", "deed", "is_secret", "is_live", "people")
    list_filter = ("series", "is_live", "is_secret", "measure")
    list_select_related = ("series",)
    search_fields = ("key", "name_en", "name_zh")
    compressed_fields = False
    inlines = (GradeInline,)
    fields = (
        ("key", "series", "position"),
        ("name_en", "name_zh"),
        ("about_en", "about_zh"),
        ("title_en", "title_zh"),
        ("measure", "deed"),
        ("starts_at", "ends_at"),
        ("is_secret", "is_live"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Badge]:
        holders = Count("held__person", filter=Q(held__revoked_at=None), distinct=True)
        return super().get_queryset(request).annotate(holders=holders)

    def get_readonly_fields(self, request: HttpRequest, obj: Badge | None = None) -> tuple[str, ...]:
        return ("key",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        """People have it; one that isn't in use is shown to nobody."""
        return False

    @admin.display(description=gettext_lazy("name"))
    def name(self, badge: Badge) -> str:
        return badge.name

    @admin.display(description=gettext_lazy("people who have it"))
    def people(self, badge: Any) -> int:
        return int(badge.holders)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        run_later(ask_run())
        messages.info(request, _("Everybody is looked at now; nobody is told. How far it is stands under “Runs”."))


@admin.register(BadgeHeld)
class BadgeHeldAdmin(ReadOnlyAdmin):
    """Who has which badge, and whose was revoked."""

    list_display = ("reached_at", "person", "badge", "grade", "revoked_at")
    ordering = ("-pk",)
    list_filter = ("grade", "badge", "revoked_at")
    list_select_related = ("person", "badge")
    search_fields = ("person__name", "person__email")
    fields = ("person", "badge", "grade", "reached_at", "revoked_at")


@admin.register(BadgeRun)
class BadgeRunAdmin(ReadOnlyAdmin):
    """How far a look at everybody is, and what it gave and revoked."""

    list_display = ("requested_at", "done", "total", "given", "revoked", "finished_at", "failed_at")
    fields = ("requested_at", "done", "total", "given", "revoked", "finished_at", "failed_at")
