from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.notifications.reminders.times import MINE, THEIRS


class TimeForm(forms.Form):
    """A date and time on one's own clock, or on the other's where there is one."""

    clock = forms.CharField(
        label=_("When"), max_length=19, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    on = forms.ChoiceField(label=_("On whose clock"), required=False)

    def __init__(self, *args: object, person: User, other: User | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(MINE, clock_label(_("Mine"), person))]
        if other is not None and other.time_zone != person.time_zone:
            choices.append((THEIRS, clock_label(other.name, other)))
        self.fields["on"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["on"].widget = forms.HiddenInput()


def clock_label(name: object, person: User) -> str:
    return f"{name} ({person.time_zone.rpartition('/')[2].replace('_', ' ')})"
