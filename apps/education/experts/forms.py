from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.education.experts.models import Expert, ExpertTopic

WEEKDAYS = [
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
]


class HoursForm(forms.Form):
    """What an expert says of themselves; see `services.change_hours`."""

    is_taking = forms.BooleanField(
        label=_("I take questions"), required=False, help_text=_("Off, nobody new is sent to you.")
    )
    topics = forms.ModelMultipleChoiceField(
        ExpertTopic.objects.filter(is_open=True),
        label=pgettext_lazy("of an expert", "Topics"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    about = forms.CharField(
        label=_("About you"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you know and from where; whoever looks at the experts reads it."),
    )
    weekdays = forms.MultipleChoiceField(
        label=pgettext_lazy("of the week", "Days"),
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opens = forms.TimeField(
        label=pgettext_lazy("hour", "From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes = forms.TimeField(
        label=pgettext_lazy("hour", "Until"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("On your own clock. The same time twice: the whole day."),
    )
    most_at_once = forms.IntegerField(label=_("Most questions at once"), min_value=1, max_value=20)

    def clean_weekdays(self) -> str:
        return "".join(sorted(self.cleaned_data["weekdays"]))


def initial_of(expert: Expert) -> dict[str, Any]:
    return {
        "is_taking": expert.is_taking,
        "topics": list(expert.topics.all()),
        "about": expert.about,
        "weekdays": list(expert.weekdays),
        "opens": expert.opens,
        "closes": expert.closes,
        "most_at_once": expert.most_at_once,
    }
