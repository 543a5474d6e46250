from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Company, Role, User
from apps.accounts.zones import time_zones


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


class SettingsForm(forms.Form):
    """What a person says about themselves. The rules are those of `services.change_settings`."""

    name = forms.CharField(label=_("Your name"), max_length=80, help_text=_("This is what others see."))
    headline = forms.CharField(
        label=_("Headline"),
        max_length=120,
        required=False,
        help_text=_("A few words below your name, for example what you do."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("en", "English"), ("zh-hans", "简体中文")])
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Times on pages and in e-mails are shown in this zone."),
        choices=lambda: [(zone, zone.replace("_", " ")) for zone in time_zones()],
    )
    send_read_receipts = forms.BooleanField(
        label=_("Read receipts"),
        required=False,
        help_text=_("Others see when you've read their messages. Off means you don't see theirs either."),
    )
    share_reply_window = forms.BooleanField(
        label=_("Show when I usually answer"),
        required=False,
        help_text=_("From your last 30 days. People wait more easily when they know when an answer comes."),
    )
    is_invisible = forms.BooleanField(
        label=_("Invisible"),
        required=False,
        help_text=_("Nobody sees when you're online, nor when you usually answer."),
    )
    email_notifications = forms.BooleanField(
        label=_("E-mail me what I missed"),
        required=False,
        help_text=_("Only what you haven't read here in the meantime."),
    )


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at most 5 MB. Where it was taken isn't kept."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
