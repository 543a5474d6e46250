from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminSelectWidget

from apps.accounts.people.admin import PersonAdmin
from apps.accounts.segments.facts import facts
from apps.accounts.segments.models import Segment, SegmentCondition, Trait
from apps.accounts.segments.selectors import preview
from apps.console.pages import AuditedAdmin

SIZES_SHOWN = 28


class TraitInline(TabularInline):
    model = Trait
    extra = 0
    can_delete = False
    fields = ("key", "value", "source", "until")
    readonly_fields = ("key", "value", "source", "until")

    def has_add_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


PersonAdmin.inlines.append(TraitInline)


def _facts() -> list[tuple[str, str | Promise]]:
    return [("", "---------"), *((fact.key, fact.title) for fact in facts())]


class ConditionForm(forms.ModelForm):
    fact = forms.ChoiceField(choices=_facts, label=gettext_lazy("fact"), widget=UnfoldAdminSelectWidget)

    class Meta:
        model = SegmentCondition
        fields = ("fact", "operator", "value")


class ConditionInline(TabularInline):
    model = SegmentCondition
    form = ConditionForm
    extra = 0
    fields = ("fact", "operator", "value")


@admin.register(Segment)
class SegmentAdmin(AuditedAdmin):
    """Named queries over what is known of people; who is in them is computed each night."""

    list_display = ("title", "persona_words", "size", "computed_at")
    list_filter = ("role",)
    search_fields = ("key", "name_en", "name_zh")
    compressed_fields = False  # labels above, so that several fields fit side by side
    inlines = (ConditionInline,)
    fields = (("key", "role"), ("name_en", "name_zh"))
    actions_detail: ClassVar = ["preview"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Segment]:
        return super().get_queryset(request).prefetch_related("conditions")

    def get_readonly_fields(self, request: HttpRequest, obj: Segment | None = None) -> tuple[str, ...]:
        """Rules name it by its key."""
        return ("key",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Published rules, which never change, may name it."""
        return False

    @display(description=gettext_lazy("name"))
    def title(self, segment: Segment) -> str:
        return segment.name

    @display(description=gettext_lazy("its people"))
    def persona_words(self, segment: Segment) -> str:
        return segment.persona

    @action(
        description=gettext_lazy("Preview"),
        url_path="preview",
        permissions=["view"],
        icon="group",
        variant=ActionVariant.PRIMARY,
    )
    def preview(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Who would be in it now, as its conditions stand; changes nothing."""
        segment = get_object_or_404(Segment.objects.prefetch_related("conditions"), pk=object_id)
        context = self.admin_site.each_context(request) | {
            "title": _("Preview: %(segment)s") % {"segment": segment.name},
            "opts": self.opts,
            "segment": segment,
            "preview": preview(segment, now=timezone.now()),
            "sizes": segment.sizes.all()[:SIZES_SHOWN],
        }
        return render(request, "admin/accounts/segment_preview.html", context)
