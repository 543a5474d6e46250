from django import forms
from django.utils.translation import gettext_lazy as _

from apps.gamification.members.models import Member
from apps.gamification.members.nicknames import MOST, check_nickname


class PreferencesForm(forms.Form):
    """What of points, levels and missions the person wants to see."""

    hides_popups = forms.BooleanField(
        label=_("No pop-ups"),
        required=False,
        help_text=_("Points and missions stay on their pages and never interrupt you."),
    )
    hides_rankings = forms.BooleanField(
        label=_("On no ranking"),
        required=False,
        help_text=_("You disappear from all rankings at once, for everybody."),
    )
    ranking_as = forms.ChoiceField(label=_("On rankings I'm shown"), choices=Member.RankingAs.choices, required=False)
    nickname = forms.CharField(
        label=_("Nickname"), required=False, max_length=MOST, strip=True, validators=[check_nickname]
    )
    hides_all = forms.BooleanField(
        label=_("Hide all of it"),
        required=False,
        help_text=_(
            "No points, levels or missions anywhere; others see none of yours. You keep them, and nobody is told."
        ),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("ranking_as") == Member.RankingAs.NICKNAME and not cleaned.get("nickname"):
            self.add_error("nickname", _("Say which one."))
        if not cleaned.get("ranking_as"):
            cleaned.pop("ranking_as", None)
        return cleaned
