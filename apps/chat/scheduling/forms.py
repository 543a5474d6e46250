from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.scheduling.services import MOST_DAYS
from apps.notifications.reminders.forms import TimeForm

MORNING, HOURS, CLOCK, FOLLOW_UP = "morning", "hours", "clock", "follow_up"


class LaterForm(TimeForm):
    """A message and when it is to go out. Of the fields that say more about a choice only that choice's count."""

    body = forms.CharField(label=_("Message"), max_length=8000, strip=False, widget=forms.Textarea(attrs={"rows": 4}))
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    choice = forms.ChoiceField(
        label=_("When"), choices=[(one, one) for one in (MORNING, HOURS, CLOCK, FOLLOW_UP)], initial=MORNING
    )
    hours = forms.IntegerField(label=_("Hours"), required=False, min_value=1, max_value=24 * 30, initial=3)
    days = forms.IntegerField(label=_("Days"), required=False, min_value=1, max_value=MOST_DAYS, initial=3)
    field_order = ("body", "choice", "hours", "clock", "on", "days", "client_id")

    def __init__(self, *args: Any, person: User, other: User | None, **kwargs: Any) -> None:
        super().__init__(*args, person=person, other=other, **kwargs)
        self.fields["clock"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needed = {HOURS: "hours", CLOCK: "clock", FOLLOW_UP: "days"}.get(cleaned.get("choice", ""))
        if needed and not cleaned.get(needed) and needed not in self.errors:
            self.add_error(needed, _("Choose one time."))
        return cleaned


class ScheduledForm(TimeForm):
    """Another text or time for a message that hasn't gone out."""

    body = forms.CharField(label=_("Message"), max_length=8000, strip=False, widget=forms.Textarea(attrs={"rows": 4}))
    field_order = ("body", "clock", "on")
