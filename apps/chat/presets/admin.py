"""Prepared replies: the system's are written here; people's and teams' are theirs, and can only be read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, FloatField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.chat.messages.models import Message
from apps.chat.presets.examples import example, invented_values
from apps.chat.presets.models import Preset
from apps.chat.presets.services import check_template
from apps.chat.presets.usage import answered, lately, typed_usage
from apps.console.colleagues import SharedAdmin
from apps.errors import InvalidInput


class PresetAdminForm(forms.ModelForm):
    """Refuses what would reach a candidate as a brace."""

    def clean_body_en(self) -> str:
        return _checked(self.cleaned_data["body_en"])

    def clean_body_zh(self) -> str:
        return _checked(self.cleaned_data["body_zh"])


def _checked(text: str) -> str:
    try:
        check_template(text)
    except InvalidInput as error:
        raise ValidationError(str(error)) from error
    return text


@admin.register(Preset)
class PresetAdmin(SharedAdmin):
    """Use and answers of all; only the system's are written here."""

    form = PresetAdminForm
    list_display = (
        "title_en",
        "title_zh",
        "scope",
        "audience",
        "stage",
        "is_active",
        "uses",
        "answered_share",
        "against_typed",
    )
    list_filter = ("scope", "audience", "stage", "is_active")
    search_fields = ("title_en", "title_zh", "body_en", "body_zh", "key")
    fields = (
        "key", "audience", "stage", "title_en", "title_zh", "body_en", "body_zh", "is_active", "preview",
    )  # fmt: skip
    readonly_fields = ("preview",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Preset]:
        now = timezone.now()
        sent = lately(now).filter(preset=OuterRef("pk"))
        share = typed_usage(now=now).share
        return (
            super()
            .get_queryset(request)
            .annotate(
                use_count=_counted(sent),
                answered_count=_counted(answered(sent)),
                typed_share=Value(share, output_field=FloatField()),
            )
        )

    @admin.display(description=_("sent in 30 days"), ordering="use_count")
    def uses(self, preset: Any) -> int:
        return preset.use_count

    @admin.display(description=_("answered in 24 hours"))
    def answered_share(self, preset: Any) -> str:
        return f"{preset.answered_count / preset.use_count:.0%}" if preset.use_count else "–"

    @admin.display(description=_("against typed messages"))
    def against_typed(self, preset: Any) -> str:
        """In points of percent: how much more often it is answered than what people type."""
        if not preset.use_count or preset.typed_share is None:
            return "–"
        return f"{100 * (preset.answered_count / preset.use_count - preset.typed_share):+.0f}"

    @admin.display(description=_("how it will read"))
    def preview(self, preset: Preset) -> SafeString:
        values = invented_values(is_candidate=preset.audience == "candidate")
        texts = [example(text, values).text for text in (preset.body_en, preset.body_zh) if text]
        return format_html("{}", "\n\n".join(texts) or "–")

    def has_change_permission(self, request: HttpRequest, obj: Preset | None = None) -> bool:
        return (obj is None or obj.scope == Preset.Scope.SYSTEM) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Preset | None = None) -> bool:
        """What the product brought would come back; it can be switched off. People's own are theirs."""
        is_ours = obj is None or (obj.scope == Preset.Scope.SYSTEM and not obj.key)
        return is_ours and super().has_delete_permission(request, obj)


def _counted(messages: QuerySet[Message]) -> Coalesce:
    counted = messages.order_by().values("preset").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
