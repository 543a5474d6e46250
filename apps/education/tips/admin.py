from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from unfold.admin import StackedInline

from apps.console.pages import AuditedAdmin, choice_among
from apps.education.tips.deeds import deeds
from apps.education.tips.models import MOST_STEPS, Tip, TipStep
from apps.education.tips.places import PLACES


class TipStepInline(StackedInline):
    model = TipStep
    extra = 0
    max_num = MOST_STEPS
    fields = (("position", "place"), ("title_en", "title_zh"), ("body_en", "body_zh"))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "place":
            return choice_among(db_field, PLACES)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Tip)
class TipAdmin(AuditedAdmin):
    """Tips with their steps, both languages side by side, and how many who met one did what it is about."""

    list_display = (
        "title",
        "audience",
        "is_published",
        "length",
        "shown",
        "done_of_shown",
        "held_out",
        "done_of_held_out",
    )
    list_filter = ("is_published", "audience")
    search_fields = ("slug", "steps__title_en", "steps__title_zh", "steps__body_en", "steps__body_zh")
    compressed_fields = False  # labels above, so that two languages fit side by side
    inlines: ClassVar = [TipStepInline]
    readonly_fields = ("preview_en", "preview_zh")
    fieldsets = (
        (None, {"fields": (("slug", "audience"), ("deed", "position"), "is_published")}),
        (_("As people see it, when saved"), {"fields": (("preview_en", "preview_zh"),)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tip]:
        shown = Q(meetings__met_at__isnull=False, meetings__is_shown=True)
        held_out = Q(meetings__met_at__isnull=False, meetings__is_shown=False)
        done = Q(meetings__done_at__gte=F("meetings__met_at"))
        return (
            super()
            .get_queryset(request)
            .prefetch_related("steps")
            .annotate(
                number_shown=Count("meetings", filter=shown, distinct=True),
                number_done=Count("meetings", filter=shown & done, distinct=True),
                number_held_out=Count("meetings", filter=held_out, distinct=True),
                number_done_without=Count("meetings", filter=held_out & done, distinct=True),
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Tip | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "slug") if obj is not None else self.readonly_fields

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "deed":
            return choice_among(db_field, deeds())
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("title"), ordering="position")
    def title(self, tip: Tip) -> str:
        first = next(iter(tip.steps.all()), None)
        return first.title if first else tip.slug

    @admin.display(description=_("steps"))
    def length(self, tip: Tip) -> int:
        return len(tip.steps.all())

    @admin.display(description=_("shown to"), ordering="number_shown")
    def shown(self, tip: Tip) -> int:
        return getattr(tip, "number_shown", 0)

    @admin.display(description=_("did it then"), ordering="number_done")
    def done_of_shown(self, tip: Tip) -> str:
        return _rate(getattr(tip, "number_done", 0), getattr(tip, "number_shown", 0))

    @admin.display(description=_("went without"), ordering="number_held_out")
    def held_out(self, tip: Tip) -> int:
        return getattr(tip, "number_held_out", 0)

    @admin.display(description=_("did it all the same"), ordering="number_done_without")
    def done_of_held_out(self, tip: Tip) -> str:
        return _rate(getattr(tip, "number_done_without", 0), getattr(tip, "number_held_out", 0))

    @admin.display(description=_("English"))
    def preview_en(self, tip: Tip) -> SafeString:
        return _preview(tip, "en")

    @admin.display(description=_("Chinese"))
    def preview_zh(self, tip: Tip) -> SafeString:
        return _preview(tip, "zh-hans")


def _rate(done: int, met: int) -> str:
    return f"{100 * done / met:.0f} %" if met else "–"


def _preview(tip: Tip, language: str) -> SafeString:
    with override(language):
        return render_to_string("education/_tip_steps.html", {"steps": tip.steps.all() if tip.pk else ()})
