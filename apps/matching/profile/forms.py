from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from apps.matching.profile.models import SalaryPeriod

CODES = ("CNY", "USD", "EUR", "GBP", "SGD", "HKD", "JPY", "AUD", "CAD", "CHF", "INR", "KRW", "TWD")
CURRENCIES = [("", _("Not stated")), *((code, code) for code in CODES)]


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=[("", _("Not stated")), ("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            required=False,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


class PayFields(forms.ModelForm):
    """What jobs and résumés say of pay."""

    salary_currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, required=False)
    salary_period = forms.ChoiceField(
        label=_("Per"), choices=[("", _("Not stated")), *SalaryPeriod.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField) and not isinstance(field.widget, forms.RadioSelect):
                given: Any = field.choices
                field.choices = [("", _("Not stated")), *((value, name) for value, name in given if value)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        low, high = cleaned.get("salary_min"), cleaned.get("salary_max")
        if low is not None and high is not None and low > high:
            self.add_error("salary_max", _("The lower figure is above the higher one."))
        return cleaned

    def stated(self) -> dict[str, Any]:
        """The cleaned fields of the model, for the services."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data}


def limit_to(field: forms.Field, value: int) -> None:
    if isinstance(field, forms.IntegerField):
        field.max_value = value
        field.widget.attrs["max"] = value
        field.validators.append(MaxValueValidator(value))
