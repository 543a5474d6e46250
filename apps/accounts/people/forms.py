from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.people.zones import time_zones


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
    online_hints = forms.BooleanField(
        label=_("Hints that somebody is online"),
        required=False,
        help_text=_(
            "Who waits for your answer hears when you come online, and you hear it of those you wait for; only between "
            "people who both have this on. Once a conversation and day at most, never in quiet hours."
        ),
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Nobody reminds you of what can wait. Interviews and your account's safety are never held back."),
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("The same time twice: never quiet."),
    )
    email_notifications = forms.BooleanField(
        label=_("E-mail me what I missed"),
        required=False,
        help_text=_("Only what you haven't read here in the meantime."),
    )

    def clean(self) -> dict[str, Any]:
        """An empty time stays as it was."""
        cleaned = super().clean() or {}
        return {name: value for name, value in cleaned.items() if value is not None}


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at most 5 MB. Where it was taken isn't kept."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
