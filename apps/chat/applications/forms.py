"""One sheet: the note, the résumé's file, and the questions to tap."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.chat.messages.outgoing import MAX_BODY
from apps.matching.models import ScreeningQuestion
from apps.matching.screening.models import QuestionKind


class ApplyForm(forms.Form):
    body = forms.CharField(label=_("Your first message"), max_length=MAX_BODY, widget=forms.Textarea(attrs={"rows": 5}))
    with_file = forms.BooleanField(label=_("With the résumé's file, contacts included"), required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, questions: list[ScreeningQuestion], has_file: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        if not has_file:
            del self.fields["with_file"]
        for question in questions:
            self.fields[f"q{question.pk}"] = field_of(question)

    @property
    def asked(self) -> list[Any]:
        return [self[f"q{question.pk}"] for question in self.questions]

    def answers(self) -> dict[str, Any]:
        return {str(question.pk): self.cleaned_data[f"q{question.pk}"] for question in self.questions}


def field_of(question: ScreeningQuestion) -> forms.Field:
    if question.choices:
        return forms.ChoiceField(label=question.text, choices=question.choices, widget=forms.RadioSelect)
    if question.kind == QuestionKind.DATE:
        return forms.DateField(label=question.text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    return forms.IntegerField(
        label=question.text, min_value=question.least or 0, max_value=question.most, help_text=question.unit
    )
