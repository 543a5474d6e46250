from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from unfold.admin import StackedInline

from apps.console.pages import AuditedAdmin
from apps.gamification.quests.models import Mission, MissionStep


class StepForm(forms.ModelForm):
    class Meta:
        model = MissionStep
        fields = ("position", "deed", "title_en", "title_zh", "hint_en", "hint_zh", "url_name")

    def clean_url_name(self) -> str:
        name: str = self.cleaned_data["url_name"]
        try:
            if name:
                reverse(name)
        except NoReverseMatch as error:
            raise forms.ValidationError(_("There is no such page.")) from error
        return name


class StepInline(StackedInline):
    model = MissionStep
    form = StepForm
    extra = 0
    fields = (("position", "deed", "url_name"), ("title_en", "title_zh"), ("hint_en", "hint_zh"))


@admin.register(Mission)
class MissionAdmin(AuditedAdmin):
    list_display = ("title_en", "title_zh", "role", "is_live")
    list_filter = ("role", "is_live")
    compressed_fields = False  # labels above, so that several fields fit side by side
    inlines = (StepInline,)
    fields = (("key", "role", "is_live"), ("title_en", "title_zh"), ("intro_en", "intro_zh"))

    def get_readonly_fields(self, request: HttpRequest, obj: Mission | None = None) -> tuple[str, ...]:
        """People have worked on it under this key and for this role."""
        return ("key", "role") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A mission is taken off by not being live; what people did of it stays."""
        return False
