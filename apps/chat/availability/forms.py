from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AwayForm(forms.Form):
    is_on = forms.BooleanField(label=_("Answer for me while I'm away"), required=False)
    text = forms.CharField(
        label=_("What it says"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Goes out once a day to each conversation, marked as an auto-reply. It doesn't count as your answer."
        ),
    )
    until = forms.DateTimeField(
        label=_("Until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        help_text=_("Then it switches itself off. Leave it empty to do that yourself."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_on") and not cleaned.get("text"):
            self.add_error("text", _("Write what the auto-reply says."))
        return cleaned
