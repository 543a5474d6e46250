from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.chat.messages.outgoing import MAX_BODY


class GreetForm(forms.Form):
    """The first message. `client_id` makes a second click the same message."""

    body = forms.CharField(
        label=_("Your first message"),
        max_length=MAX_BODY,
        widget=forms.Textarea(attrs={"rows": 7, "autofocus": True}),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
