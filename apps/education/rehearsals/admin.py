from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline, TabularInline

from apps.console.pages import AuditedAdmin
from apps.education.rehearsals.models import Rehearsal, RehearsalBranch, RehearsalTurn


class TurnInline(TabularInline):
    """Its branches are on the turn's own page."""

    model = RehearsalTurn
    extra = 0
    fields = ("position", "says_en", "says_zh")
    show_change_link = True


@admin.register(Rehearsal)
class RehearsalAdmin(AuditedAdmin):
    """Scripts of difficult conversations, both languages side by side."""

    list_display = ("title", "audience", "is_published", "length", "tried")
    list_filter = ("is_published", "audience")
    search_fields = ("slug", "title_en", "title_zh", "intro_en", "intro_zh")
    compressed_fields = False  # labels above, so that two languages fit side by side
    inlines: ClassVar = [TurnInline]
    fields = (
        ("slug", "audience"),
        ("position", "is_published"),
        ("title_en", "title_zh"),
        ("counterpart_en", "counterpart_zh"),
        ("intro_en", "intro_zh"),
        ("closing_en", "closing_zh"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rehearsal]:
        return (
            super()
            .get_queryset(request)
            .annotate(number_of_turns=Count("turns", distinct=True), number_of_people=Count("practices", distinct=True))
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Rehearsal | None = None) -> tuple[str, ...]:
        """An address that readers may have kept doesn't change."""
        return ("slug",) if obj is not None and (obj.is_published or bool(obj.seeded_fingerprint)) else ()

    @admin.display(description=_("title"), ordering="title_en")
    def title(self, rehearsal: Rehearsal) -> str:
        return rehearsal.title

    @admin.display(description=_("turns"), ordering="number_of_turns")
    def length(self, rehearsal: Rehearsal) -> int:
        return getattr(rehearsal, "number_of_turns", 0)

    @admin.display(description=_("people who tried it"), ordering="number_of_people")
    def tried(self, rehearsal: Rehearsal) -> int:
        return getattr(rehearsal, "number_of_people", 0)


class BranchInline(StackedInline):
    model = RehearsalBranch
    fk_name = "turn"
    extra = 0
    fields = (
        ("position", "when", "leads_to"),
        ("examples_en", "examples_zh"),
        ("feedback_en", "feedback_zh"),
    )

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """A branch leads to a turn of its own rehearsal."""
        turn = request.resolver_match.kwargs.get("object_id", "") if request.resolver_match else ""
        if db_field.name == "leads_to" and str(turn).isdecimal():
            own = RehearsalTurn.objects.filter(pk=turn).values("rehearsal")
            kwargs["queryset"] = RehearsalTurn.objects.filter(rehearsal__in=own)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(RehearsalTurn)
class TurnAdmin(AuditedAdmin):
    """What the counterpart says, and where each kind of reply leads."""

    list_display = ("says", "rehearsal", "position")
    list_filter = ("rehearsal",)
    list_select_related = ("rehearsal",)
    search_fields = ("says_en", "says_zh")
    compressed_fields = False
    inlines: ClassVar = [BranchInline]
    fields = (("rehearsal", "position"), ("says_en", "says_zh"))

    def get_readonly_fields(self, request: HttpRequest, obj: RehearsalTurn | None = None) -> tuple[str, ...]:
        """Its branches lead to turns of the same rehearsal."""
        return ("rehearsal",) if obj is not None else ()

    @admin.display(description=_("says"), ordering="says_en")
    def says(self, turn: RehearsalTurn) -> str:
        return turn.says
