from typing import Any

from django.forms import BaseInlineFormSet, ModelForm
from unfold.admin import StackedInline

from apps.errors import DomainError
from apps.gamification.rules.models import RuleVersion
from apps.gamification.rules.services import check_version

NUMBERS = (
    "points",
    "role",
    "max_wait_hours",
    "settling",
    "settle_within_days",
    "max_per_day",
    "max_per_counterparty",
    "cooldown_minutes",
    "budget",
)


class VersionForm(ModelForm):
    """The numbers of a version; those of a published one can be read only."""

    class Meta:
        model = RuleVersion
        fields = NUMBERS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.published_at:
            for field in self.fields.values():
                field.disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.instance.published_at:
            for name in NUMBERS:
                setattr(self.instance, name, cleaned[name])
            try:
                check_version(self.instance)
            except DomainError as error:
                self.add_error(error.field, str(error))
        return cleaned


class VersionFormSet(BaseInlineFormSet):
    @property
    def empty_form(self) -> ModelForm:
        """A new version starts from the numbers of the newest, lest a changed number drop all limits with it."""
        form = super().empty_form
        newest = RuleVersion.objects.filter(rule=self.instance.pk).order_by("-number").first()
        if newest is not None:
            form.initial = {**form.initial, **{name: getattr(newest, name) for name in NUMBERS}}
        return form


class VersionInline(StackedInline):
    """Newest first. To change what is published, add a version with other numbers, try it, and publish it."""

    model = RuleVersion
    form = VersionForm
    formset = VersionFormSet
    extra = 0
    can_delete = False
    ordering = ("-number",)
    readonly_fields = ("number", "published_at", "published_by")
    fields = (
        ("number", "published_at", "published_by"),
        ("points", "role"),
        ("max_wait_hours", "settling"),
        "settle_within_days",
        ("max_per_day", "max_per_counterparty"),
        ("cooldown_minutes", "budget"),
    )
