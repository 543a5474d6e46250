"""The forms in which operators write missions and campaigns."""

from typing import Any

from django import forms
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.forms import BaseDialogForm
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectMultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from apps.accounts.models import Segment
from apps.gamification.deeds.registry import open_deed_choices
from apps.gamification.quests.models import Campaign, Life, Mission, MissionStage, MissionStep
from apps.gamification.rules.models import Rule
from apps.gamification.rules.rewards import KINDS

WORDS = ("title_en", "title_zh", "intro_en", "intro_zh", "about_en", "about_zh", "hint_en", "hint_zh", "url_name")
"""What may be mended while it is live: it promises nothing."""


def _segments() -> list[tuple[str, str]]:
    return [(segment.key, segment.name) for segment in Segment.objects.all()]


def segments_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=_segments,
        required=False,
        label=gettext_lazy("in segments"),
        help_text=gettext_lazy("Who is in one of them as of last night. None means for everybody."),
        widget=UnfoldAdminSelectMultipleWidget,
    )


def fix(form: forms.ModelForm, state: str) -> None:
    """Only words stay editable once it isn't a draft."""
    if state != Life.DRAFT:
        for name, field in form.fields.items():
            field.disabled = field.disabled or name not in WORDS


class MissionForm(forms.ModelForm):
    segments = segments_field()

    class Meta:
        model = Mission
        fields = (
            *("key", "kind", "role", "segments", "campaign", "title_en", "title_zh", "intro_en", "intro_zh"),
            *("starts_at", "ends_at"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fix(self, self.instance.state)


class StepForm(forms.ModelForm):
    deed = forms.ChoiceField(choices=open_deed_choices, label=gettext_lazy("deed"), widget=UnfoldAdminSelectWidget)

    class Meta:
        model = MissionStep
        fields = (
            *("stage", "position", "deed", "count", "counts", "of_different_people"),
            *("title_en", "title_zh", "hint_en", "hint_zh", "url_name"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.mission_id:
            fix(self, self.instance.mission.state)

    def clean_url_name(self) -> str:
        name: str = self.cleaned_data["url_name"]
        try:
            if name:
                reverse(name)
        except NoReverseMatch as error:
            raise forms.ValidationError(_("There is no such page.")) from error
        return name


class _StageFields(forms.ModelForm):
    class Meta:
        model = MissionStage
        fields = ("number", "title_en", "title_zh")


AMOUNTS = {f"gives_{key}": key for key in KINDS}
"""Field of the form → the kind of reward that it is an amount of."""
_StageForm: Any = type(
    "_StageForm",
    (_StageFields,),
    {
        name: forms.IntegerField(
            min_value=1,
            max_value=10_000,
            required=False,
            label=KINDS[key].name,  # type: ignore[arg-type]
            widget=UnfoldAdminIntegerFieldWidget,
        )
        for name, key in AMOUNTS.items()
    },
)


class StageForm(_StageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amounts = {row["kind"]: row["amount"] for row in self.instance.rewards}
        self.initial = {name: amounts.get(key) for name, key in AMOUNTS.items()} | self.initial  # type: ignore[has-type]
        if self.instance.mission_id:
            fix(self, self.instance.mission.state)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.rewards = [
            {"kind": key, "amount": cleaned[name]} for name, key in AMOUNTS.items() if cleaned.get(name)
        ]
        return cleaned


class CampaignForm(forms.ModelForm):
    segments = segments_field()

    class Meta:
        model = Campaign
        fields = (
            *("key", "occasion", "title_en", "title_zh", "about_en", "about_zh"),
            *("segments", "starts_at", "ends_at", "rules"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "rules" in self.fields:
            rules = Rule.objects.filter(Q(state=Rule.State.DRAFT) | Q(campaigns=self.instance.pk or 0)).distinct()
            self.fields["rules"].queryset = rules  # type: ignore[attr-defined]
        fix(self, self.instance.state)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end must be later than the beginning."))
        return cleaned


class CopyForm(BaseDialogForm):
    key = forms.SlugField(label=gettext_lazy("key"), max_length=50, widget=UnfoldAdminTextInputWidget)

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if Campaign.objects.filter(key=key).exists():
            raise forms.ValidationError(_("Another campaign has this key."))
        return key
