from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.education.interests.topics import topics_for
from apps.education.salons.errors import WrongTimes
from apps.education.salons.models import FEEDBACK_WORDS, Salon
from apps.notifications.reminders.clocks import FORMAT

LENGTHS = [(minutes, f"{minutes // 60}:{minutes % 60:02}") for minutes in (30, 45, 60, 90, 120, 180, 240)]

WORDS = ("title_en", "title_zh", "about_en", "about_zh")


class SalonForm(forms.ModelForm):
    """See `services.save_salon`. The time is on the clock of the event's zone, its host's."""

    clock = forms.DateTimeField(
        label=_("Begins"),
        input_formats=[FORMAT, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT),
    )
    minutes = forms.TypedChoiceField(label=_("Lasts (hours)"), choices=LENGTHS, coerce=int, initial=60)
    topic = forms.ChoiceField(
        label=_("Topic"), required=False, help_text=_("Who is interested in it may hear of the event.")
    )
    field_order = (*WORDS, "topic", "way", "place", "clock", "minutes", "seats", "co_hosts")

    class Meta:
        model = Salon
        fields = (*WORDS, "topic", "way", "place", "seats", "co_hosts")
        widgets = {
            "about_en": forms.Textarea(attrs={"rows": 4}),
            "about_zh": forms.Textarea(attrs={"rows": 4}),
            "way": forms.RadioSelect,
            "co_hosts": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(topic.key, topic.name) for topic in topics_for(None)]
        self.fields["topic"].choices = [("", _("None in particular")), *topics]  # type: ignore[attr-defined]
        experts = User.objects.filter(expert__isnull=False, is_active=True).exclude(pk=self.instance.host_id)
        self.fields["co_hosts"].queryset = experts.order_by("name")  # type: ignore[attr-defined]
        zone, salon = ZoneInfo(self.instance.zone), self.instance
        self.fields["clock"].help_text = _("On the clock of %(zone)s.") % {"zone": salon.zone.replace("_", " ")}
        if salon.pk is not None:
            length = round((salon.ends_at - salon.starts_at).total_seconds() / 60)
            self.initial.update(clock=salon.starts_at.astimezone(zone).strftime(FORMAT), minutes=length)
            if length not in dict(LENGTHS):
                self.fields["minutes"].choices = [*LENGTHS, (length, f"{length // 60}:{length % 60:02}")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        clock: datetime | None = cleaned.get("clock")
        if clock is not None and "minutes" in cleaned:
            starts_at = clock.replace(tzinfo=ZoneInfo(self.instance.zone))
            try:
                ends_at = starts_at.astimezone(UTC) + timedelta(minutes=cleaned["minutes"])
            except OverflowError:
                # On the first and the last day that there is; the service looks at all others.
                self.add_error("clock", str(WrongTimes()))
            else:
                self.instance.starts_at, self.instance.ends_at = starts_at, ends_at
        return cleaned


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why is it cancelled?"), max_length=300)


class RateForm(forms.Form):
    rating = forms.IntegerField(min_value=1, max_value=5)
    words = forms.CharField(
        label=_("A few words"),
        max_length=FEEDBACK_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
