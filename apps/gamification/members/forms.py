from django import forms
from django.utils.translation import gettext_lazy as _


class PreferencesForm(forms.Form):
    """What of points, levels and missions the person wants to see."""

    hides_popups = forms.BooleanField(
        label=_("No pop-ups"),
        required=False,
        help_text=_("Points and missions stay on their pages and never interrupt you."),
    )
    hides_all = forms.BooleanField(
        label=_("Hide all of it"),
        required=False,
        help_text=_("No points, levels or missions anywhere. You keep what you have, and nobody else notices."),
    )
