from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.companies.joining import (
    INVITED_KEY,
    InvitationOver,
    accept_invitation,
    invitation_of,
    say_where_one_works,
    tidy_name,
)
from apps.accounts.companies.models import Company
from apps.accounts.consent.models import Consent
from apps.accounts.consent.services import agree
from apps.accounts.people.models import Role, User
from apps.accounts.people.zones import time_zones
from apps.accounts.sessions.events import SignedUp
from apps.accounts.sessions.places import place_digest
from apps.events.services import publish

INVITE_KEY = "invited_by_member"
"""In a visitor's session: the code of the link by which another member invited them."""


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

    def invited_to(self) -> Company | None:
        """The company whose link the visitor has followed, while that link holds."""
        try:
            token = context.request.session.get(INVITED_KEY, "")
            return invitation_of(token, now=timezone.now()).company if token else None
        except InvitationOver:
            return None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names_company = bool(tidy_name(cleaned.get("company_name") or ""))
        if cleaned.get("role") == Role.RECRUITER and not names_company and not self.invited_to():
            self.add_error("company_name", _("Tell candidates which company you hire for."))
        if cleaned.get("time_zone") not in time_zones():
            cleaned["time_zone"] = "UTC"
        return cleaned

    def fill(self, user: User) -> None:
        user.role = self.cleaned_data["role"]
        user.name = self.cleaned_data["name"]
        user.time_zone = self.cleaned_data["time_zone"]

    def signup(self, request: Any, user: User) -> None:
        """allauth calls this last, when the person is stored."""
        agree(person=user, source=Consent.Source.SIGN_UP)
        if invite := request.session.pop(INVITE_KEY, ""):
            place = get_adapter(request).get_client_ip(request)
            publish(SignedUp(person=user.pk, invite=invite, place=place_digest(place)))
        if user.role != Role.RECRUITER:
            return
        token = request.session.pop(INVITED_KEY, "")
        try:
            accept_invitation(token=token, person=user, now=timezone.now())
        except InvitationOver:
            if tidy_name(self.cleaned_data["company_name"]):
                say_where_one_works(person=user, company_name=self.cleaned_data["company_name"])
        user.refresh_from_db(fields=["company"])
