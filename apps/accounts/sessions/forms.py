from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.companies.models import Company
from apps.accounts.people.models import Role, User
from apps.accounts.people.zones import time_zones


class SignupForm(forms.Form):
    """What sign-up asks beside address and password: who you are, and for recruiters, for whom you hire."""

    ROLES: ClassVar = [(Role.CANDIDATE, _("I'm looking for work")), (Role.RECRUITER, _("I'm hiring"))]

    role = forms.ChoiceField(label=_("What brings you here?"), choices=ROLES, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    company_name = forms.CharField(
        label=_("Company"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("role") == Role.RECRUITER and not cleaned.get("company_name"):
            self.add_error("company_name", _("Tell candidates which company you hire for."))
        if cleaned.get("time_zone") not in time_zones():
            cleaned["time_zone"] = "UTC"
        return cleaned

    def fill(self, user: User) -> None:
        user.role = self.cleaned_data["role"]
        user.name = self.cleaned_data["name"]
        user.time_zone = self.cleaned_data["time_zone"]
        if user.role == Role.RECRUITER:
            with transaction.atomic():
                user.company = Company.objects.create(name=self.cleaned_data["company_name"])

    def signup(self, request: Any, user: User) -> None:
        """allauth calls this last; everything was stored by the adapter."""
