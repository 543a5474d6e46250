from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from apps.chat.messages.outgoing import MAX_BODY


class ChatAnswerForm(forms.Form):
    """`seen` is the newest message that its operator had read; it stands in the thread, which renews it."""

    body = forms.CharField(
        label=_("Answer as the support team"),
        max_length=MAX_BODY,
        strip=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4, "data-desk-reply": ""}),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"client_id": uuid4()})
