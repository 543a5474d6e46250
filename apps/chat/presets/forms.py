from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.presets.models import Preset


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
