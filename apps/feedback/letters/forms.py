from django import forms
from django.utils.translation import gettext_lazy as _

from apps.feedback.tickets.forms import SheetForm


class VisitorForm(SheetForm):
    """The sheet for who isn't signed in: nothing of a conversation, but where to answer."""

    email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
    )
    field_order = ("body", "attached", "email")
