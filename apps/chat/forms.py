"""Forms of chat's pages. Services check again; forms only say it earlier."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.models import Conversation, Preset
from apps.chat.sending.outgoing import MAX_BODY


class GreetForm(forms.Form):
    """The first message. `client_id` makes a second click the same message."""

    body = forms.CharField(
        label=_("Your first message"),
        max_length=MAX_BODY,
        widget=forms.Textarea(attrs={"rows": 7, "autofocus": True}),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class PresetForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=80, help_text=_("What you search for after the slash."))
    body = forms.CharField(label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 7}))
    stage = forms.ChoiceField(label=_("Stage"), required=False, help_text=_("At this stage it stands first."))
    scope = forms.ChoiceField(label=_("Who uses it"), required=False)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"] = forms.ChoiceField(
            label=self.fields["stage"].label,
            help_text=self.fields["stage"].help_text,
            required=False,
            choices=[("", _("Any stage")), *Conversation.Stage.choices],
        )
        if person.company_id is None:
            del self.fields["scope"]
            return
        self.fields["scope"] = forms.ChoiceField(
            label=self.fields["scope"].label,
            choices=[(Preset.Scope.PERSONAL, _("Only me")), (Preset.Scope.TEAM, _("Everybody in my company"))],
        )


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
