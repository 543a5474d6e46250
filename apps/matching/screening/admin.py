from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from apps.accounts.people.access import person_of
from apps.console.colleagues import SharedAdmin
from apps.errors import InvalidInput
from apps.matching.screening.forms import initial_of, options_from
from apps.matching.screening.models import ScreeningQuestion
from apps.matching.screening.services import question_from, revise_question

STATED = ("kind", "text_en", "text_zh", "least", "most", "unit_en", "unit_zh")


class ScreeningQuestionForm(forms.ModelForm):
    options_en = forms.CharField(
        label=_("Choices in English"), required=False, max_length=600, widget=UnfoldAdminTextareaWidget
    )
    options_zh = forms.CharField(
        label=_("Choices in Chinese"), required=False, max_length=600, widget=UnfoldAdminTextareaWidget
    )

    class Meta:
        model = ScreeningQuestion
        fields: ClassVar = list(STATED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            initial = initial_of(self.instance)
            self.initial.update({name: initial[name] for name in ("options_en", "options_zh")})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                question_from(self.stated(cleaned))
            except InvalidInput as refusal:
                name = (refusal.field or "").rpartition(".")[2]
                name = "options_en" if name == "options" else name
                self.add_error(name if name in self.fields else None, str(refusal))
        return cleaned

    @staticmethod
    def stated(cleaned: dict[str, Any]) -> dict[str, Any]:
        options = options_from(cleaned["options_en"], cleaned["options_zh"])
        return {name: cleaned[name] for name in STATED} | {"options": options}


@admin.register(ScreeningQuestion)
class ScreeningQuestionAdmin(SharedAdmin):
    """What jobs ask now. A change is a new version; those answered before stay with their answers."""

    form = ScreeningQuestionForm
    list_display = ("text_en", "text_zh", "kind", "job", "version", "created_at")
    list_filter = ("kind",)
    list_select_related = ("job",)
    search_fields = ("text_en", "text_zh", "job__title")
    fields = (*STATED[:3], "options_en", "options_zh", ("least", "most"), ("unit_en", "unit_zh"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[ScreeningQuestion]:
        return super().get_queryset(request).filter(retired_at=None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ScreeningQuestion, form: Any, change: bool) -> None:
        """The row itself never changes: the service makes the next version of it."""
        question = ScreeningQuestion.objects.select_related("job").get(pk=obj.pk)
        revise_question(question=question, editor=person_of(request), **form.stated(form.cleaned_data))
