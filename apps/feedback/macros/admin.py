from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.console.pages import AuditedAdmin
from apps.feedback.macros.models import Macro, MacroAction
from apps.feedback.macros.places import problem_in
from apps.feedback.macros.values import called, problem_with, value_called, words


class ActionForm(forms.ModelForm):
    value = forms.CharField(label=_("value"), max_length=80, required=False, widget=UnfoldAdminTextInputWidget)

    class Meta:
        model = MacroAction
        fields = ("kind", "value")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["value"] = called(self.instance.kind, self.instance.value)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "kind" in cleaned:
            cleaned["value"] = value_called(cleaned["kind"], cleaned.get("value", ""))
            if problem := problem_with(cleaned["kind"], cleaned["value"]):
                self.add_error("value", problem)
        return cleaned


class MacroForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("reply_en", "reply_zh"):
            if problem := problem_in(cleaned.get(name, "")):
                self.add_error(name, problem)
        return cleaned


class ActionInline(TabularInline):
    model = MacroAction
    form = ActionForm
    extra = 0
    fields = ("kind", "value")


@admin.register(Macro)
class MacroAdmin(AuditedAdmin):
    """Answers that are given again and again, chosen in the workspace by typing a slash."""

    form = MacroForm
    list_display = ("name", "does", "is_active", "changed_at")
    list_filter = ("is_active",)
    search_fields = ("name_en", "name_zh", "reply_en", "reply_zh")
    compressed_fields = False
    inlines: ClassVar = [ActionInline]
    fields = (("name_en", "name_zh"), ("reply_en", "reply_zh"), "is_active")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("actions")

    @display(description=_("name"), ordering="name_en")
    def name(self, macro: Macro) -> str:
        return macro.name

    @display(description=_("does"))
    def does(self, macro: Macro) -> str:
        return "; ".join(words(action) for action in macro.actions.all()) or "–"
