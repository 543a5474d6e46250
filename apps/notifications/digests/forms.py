from django import forms
from django.utils.translation import gettext_lazy as _

from apps.notifications.digests.models import Rhythm, Weekday

HOURS = [(hour, f"{hour:02d}:00") for hour in range(24)]


class DigestForm(forms.Form):
    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices, widget=forms.RadioSelect)
    weekday = forms.TypedChoiceField(
        label=_("On which day"), help_text=_("For once a week."), choices=Weekday.choices, coerce=int
    )
    hour = forms.TypedChoiceField(label=_("At what hour"), choices=HOURS, coerce=int)
