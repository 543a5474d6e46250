from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.people.models import User


class CloseAccountForm(forms.Form):
    """Who signs in with a password confirms with it."""

    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    understood = forms.BooleanField(label=_("I understand that all is erased after 14 days."))

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = person.has_usable_password()
        if not person.has_usable_password():
            self.fields["password"].widget = forms.HiddenInput()
