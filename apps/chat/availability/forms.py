from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.chat.availability.away import MOST_CHARACTERS
from apps.chat.availability.models import AwayReply, AwayText
from apps.chat.availability.office_hours import COUNTRIES, Stretch, read_stretches, stretches_text
from apps.errors import InvalidInput

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
LANGUAGES = {"en": "English", "zh-hans": "简体中文"}


class AwayForm(forms.Form):
    """Beside its own fields one for each weekday, and one for each occasion in each language."""

    is_on = forms.BooleanField(label=_("Answer for me while I'm away"), required=False)
    until = forms.DateTimeField(
        label=_("Until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        help_text=_("Then it switches itself off. Leave it empty to do that yourself."),
    )
    text = forms.CharField(
        label=_("What it says"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Goes out once a day to each conversation, marked as an auto-reply. It doesn't count as your answer."
        ),
    )
    by_hours = forms.BooleanField(label=_("Answer for me outside my office hours"), required=False)
    holiday_country = forms.ChoiceField(
        label=_("Public holidays"),
        required=False,
        help_text=_("They are free, and days that make up for them are worked, as in China."),
    )

    def __init__(self, *args: Any, away: AwayReply | None = None, week: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holiday_country"].choices = [  # type: ignore[attr-defined]
            ("", _("none")),
            *COUNTRIES.items(),
        ]
        for number, name in enumerate(WEEKDAYS):
            self.fields[f"day{number}"] = forms.CharField(
                label=name,
                required=False,
                max_length=120,
                initial=stretches_text((week or {}).get(number, ())),
                widget=forms.TextInput(attrs={"placeholder": "9:00–12:00, 13:00–18:00"}),
            )
        stored = {(text.occasion, text.language): text.text for text in away.texts.all()} if away else {}
        for occasion, label in AwayText.Occasion.choices:
            for language, spoken in LANGUAGES.items():
                self.fields[text_name(occasion, language)] = forms.CharField(
                    label=f"{label} · {spoken}",
                    required=False,
                    max_length=MOST_CHARACTERS,
                    initial=stored.get((occasion, language), ""),
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    @property
    def days(self) -> list[forms.BoundField]:
        return [self[f"day{number}"] for number in range(7)]

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[text_name(occasion, language)] for occasion in AwayText.Occasion.values for language in LANGUAGES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        hours: dict[int, list[Stretch]] = {}
        for number in range(7):
            try:
                hours[number] = read_stretches(cleaned.get(f"day{number}", ""))
            except InvalidInput as error:
                self.add_error(f"day{number}", str(error))
        texts = {
            (occasion, language): cleaned.get(text_name(occasion, language), "")
            for occasion in AwayText.Occasion.values
            for language in LANGUAGES
        }
        if (cleaned.get("is_on") or cleaned.get("by_hours")) and not cleaned.get("text") and not any(texts.values()):
            self.add_error("text", _("Write what the auto-reply says."))
        return {name: cleaned.get(name) for name in ("is_on", "until", "text", "by_hours", "holiday_country")} | {
            "hours": hours,
            "texts": texts,
        }


def text_name(occasion: str, language: str) -> str:
    return f"text_{occasion}_{language.replace('-', '_')}"
