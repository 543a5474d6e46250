from django import forms
from django.utils.translation import gettext_lazy as _

from apps.feedback.tickets.forms import Prose


class RatingForm(forms.Form):
    STARS = [(5, _("5 stars")), (4, _("4 stars")), (3, _("3 stars")), (2, _("2 stars")), (1, _("1 star"))]

    stars = forms.TypedChoiceField(
        label=_("How was this conversation for you?"),
        choices=STARS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one to five stars.")},
    )
    comment = Prose(label=_("Do you want to add anything?"), rows=2, required=False)
