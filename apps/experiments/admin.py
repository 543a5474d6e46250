import math
import secrets
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.experiments.models import Experiment, Exposure


class ExperimentForm(forms.ModelForm):
    def clean_arms(self) -> dict[str, float]:
        """Shares that a unit can be assigned by."""
        arms = self.cleaned_data["arms"]
        if not isinstance(arms, dict) or not all(map(_is_share, arms.values())) or not sum(arms.values()) > 0:
            raise forms.ValidationError(_("Give each arm a name and a share, as in the example."))
        return arms


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf


@admin.register(Experiment)
class ExperimentAdmin(AuditedAdmin):
    form = ExperimentForm
    list_display = ("name", "key", "started_at", "ended_at")
    search_fields = ("name", "key")
    fields = ("name", "key", "arms", "started_at", "ended_at")

    def get_form(self, request: HttpRequest, obj: Experiment | None = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["help_texts"] = {"key": _("A short name in Latin letters, by which the product asks for it.")}
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Experiment, form: Any, change: bool) -> None:
        """Each experiment draws its own arms: another one's must not decide them."""
        obj.salt = obj.salt or secrets.token_hex(8)
        super().save_model(request, obj, form, change)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"arms": {"on": 0.9, "holdout": 0.1}} | super().get_changeform_initial_data(request)


@admin.register(Exposure)
class ExposureAdmin(ReadOnlyAdmin):
    list_display = ("experiment", "unit", "arm", "person", "created_at")
    list_filter = ("experiment", "arm")
    list_select_related = ("experiment", "person")
