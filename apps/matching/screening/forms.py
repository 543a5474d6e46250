"""Questions of a job, as its recruiter writes them: five places, of which the empty ones don't count."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.matching.screening.models import LARGEST_NUMBER, MOST_QUESTIONS, QuestionKind, ScreeningQuestion

FIELDS = ("kind", "text_en", "text_zh", "options_en", "options_zh", "least", "most", "unit_en", "unit_zh")


class QuestionForm(forms.Form):
    """One question. Choices stand one a line, those of both languages in the same order."""

    lineage = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Answered by"), choices=QuestionKind.choices)
    text_en = forms.CharField(label=_("In English"), max_length=200, required=False)
    text_zh = forms.CharField(label=_("In Chinese"), max_length=200, required=False)
    options_en = forms.CharField(
        label=_("Choices in English"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 4})
    )
    options_zh = forms.CharField(
        label=_("Choices in Chinese"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 4})
    )
    least = forms.IntegerField(label=_("From"), required=False, min_value=0, max_value=LARGEST_NUMBER)
    most = forms.IntegerField(label=_("To"), required=False, min_value=0, max_value=LARGEST_NUMBER)
    unit_en = forms.CharField(label=_("Unit in English"), max_length=30, required=False)
    unit_zh = forms.CharField(label=_("Unit in Chinese"), max_length=30, required=False)

    def stated(self) -> dict[str, Any]:
        """What `set_questions` takes."""
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if "options" not in name}
        given["options"] = options_from(self.cleaned_data["options_en"], self.cleaned_data["options_zh"])
        return given

    @property
    def is_blank(self) -> bool:
        return not (self.cleaned_data.get("text_en") or self.cleaned_data.get("text_zh"))

    def blame(self, field: str, words: str) -> None:
        """Puts a refusal beside the input that it is about."""
        name = "options_en" if field == "options" else field
        self.add_error(name if name in self.fields else None, words)


QuestionFormSet = forms.formset_factory(QuestionForm, extra=0, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS)


def options_from(english: str, chinese: str) -> list[dict[str, str]]:
    """The choices of both languages, line by line."""
    left, right = english.splitlines(), chinese.splitlines()
    length = max(len(left), len(right))
    pairs = zip(left + [""] * (length - len(left)), right + [""] * (length - len(right)), strict=True)
    return [{"en": en.strip(), "zh": zh.strip()} for en, zh in pairs]


def initial_of(question: ScreeningQuestion) -> dict[str, Any]:
    initial: dict[str, Any] = {name: getattr(question, name) for name in FIELDS if "options" not in name}
    for name in ("en", "zh"):
        initial[f"options_{name}"] = "\n".join(option.get(name, "") for option in question.options)
    return initial | {"lineage": question.lineage}
