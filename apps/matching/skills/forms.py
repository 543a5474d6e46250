from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.matching.skills.models import Skill
from apps.matching.skills.selectors import vocabulary
from apps.matching.skills.services import MAX_SKILLS


class SkillsField(forms.CharField):
    """Names parted by commas; a script turns them into chips with suggestions."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"data-skills": "", "autocomplete": "off"})
        super().__init__(required=False, max_length=4000, widget=widget, **options)

    def clean(self, value: Any) -> list[str]:
        names = vocabulary().listed(super().clean(value))
        if len(names) > MAX_SKILLS:
            raise forms.ValidationError(_("Name 50 skills at most."))
        return names


def names_of(skills: list[Skill]) -> str:
    """As the field takes them: parted by commas, in the active language."""
    return ", ".join(str(skill) for skill in skills)
