from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.feedback.surveys.errors import TalkTaken
from apps.feedback.surveys.models import SurveyInvitation, SurveyQuestion
from apps.feedback.tickets.forms import Prose


class AnswerForm(forms.Form):
    """The questions as fields `q1`, `q2`, …; what must be answered is the service's to say."""

    def __init__(self, questions: list[SurveyQuestion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            if question.kind == SurveyQuestion.Kind.TALK and not question.options:
                continue
            self.fields[f"q{question.place}"] = field_of(question)

    def clean(self) -> dict[str, Any] | None:
        """Somebody may have taken the last time since the page was opened."""
        for question in self.questions:
            name = f"q{question.place}"
            if name not in self.fields and self.data.get(name):
                self.add_error(None, str(TalkTaken()))
        return super().clean()

    @property
    def parts(self) -> list[tuple[SurveyQuestion, forms.BoundField, str]]:
        """Each question with its field, and the answers to an earlier one for which it is asked."""
        return [
            (question, self[f"q{question.place}"], ",".join(map(str, question.wanted)))
            for question in self.questions
            if f"q{question.place}" in self.fields
        ]

    @property
    def values(self) -> dict[int, int | str]:
        return {question.place: self.cleaned_data.get(f"q{question.place}", "") for question in self.questions}


def field_of(question: SurveyQuestion) -> forms.Field:
    """Whether a question behind another must be answered depends on that one, so the service sees to it."""
    is_required = question.is_required and question.after is None
    if question.kind == SurveyQuestion.Kind.TEXT:
        return Prose(label=str(question), rows=3, required=is_required)
    return forms.TypedChoiceField(
        label=str(question),
        choices=question.options,
        coerce=int,
        empty_value="",
        required=is_required,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": TalkTaken.message}
        if question.kind == SurveyQuestion.Kind.TALK
        else {"required": _("Choose one.")},
    )


class SkipForm(forms.Form):
    reason = forms.ChoiceField(choices=SurveyInvitation.Reason.choices)
