import csv
from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import StackedInline, TabularInline
from unfold.decorators import action, display
from unfold.forms import BaseDialogForm

from apps.accounts.people.access import person_of
from apps.console.answers import back_to, telling
from apps.console.exports import ExportReason, harmless, note_export
from apps.console.pages import AuditedAdmin
from apps.console.steps import WithSteps, asks
from apps.feedback.surveys.models import (
    LONGEST_SCALE,
    ONE_TALK,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    TalkSlot,
    choices_in,
    wanted_in,
)
from apps.feedback.surveys.selectors import reasons, results, turnout
from apps.feedback.surveys.services import add_standard_questions, start_survey
from apps.feedback.surveys.talks import is_taken, tell_change

TOLD = frozenset({"starts_at", "minutes", "where"})
"""Of a time what whoever took it has to know."""


class QuestionForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == SurveyQuestion.Kind.CHOICE:
            english, chinese = (choices_in(cleaned.get(f"options_{language}", "")) for language in ("en", "zh"))
            if len(english) < 2 or len(english) != len(chinese):
                self.add_error("options_en", _("At least two choices, the same number in both languages."))
        length = (cleaned.get("highest") or 0) - (cleaned.get("lowest") or 0)
        if kind == SurveyQuestion.Kind.SCALE and length > LONGEST_SCALE:
            self.add_error("highest", _("A scale has at most %(n)d steps.") % {"n": LONGEST_SCALE + 1})
        after, answers = cleaned.get("after"), cleaned.get("after_answers")
        if after is not None and after >= (cleaned.get("place") or 0):
            self.add_error("after", _("An earlier question."))
        if (after is None) != (not answers):
            self.add_error("after_answers", _("A question and the answers to it, or neither."))
        return cleaned


class QuestionFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        left = [form for form in self.forms if form not in self.deleted_forms]
        if [form.cleaned_data.get("kind") for form in left].count(SurveyQuestion.Kind.TALK) > 1:
            raise forms.ValidationError(ONE_TALK)
        asked = {form.cleaned_data.get("place"): form.cleaned_data for form in left}
        for form in left:
            said = form.cleaned_data
            if said.get("after") is not None and said.get("after_answers"):
                self._check_branch(form, asked.get(said["after"]))

    def _check_branch(self, form: forms.ModelForm, earlier: dict[str, Any] | None) -> None:
        """Answers that nobody can give would leave the question out for everybody."""
        after, wanted = form.cleaned_data["after"], wanted_in(form.cleaned_data["after_answers"])
        if earlier is None or earlier.get("kind") not in (SurveyQuestion.Kind.SCALE, SurveyQuestion.Kind.CHOICE):
            form.add_error("after", _("Question %(n)d isn't there, or has no numbers to answer with.") % {"n": after})
            return
        first, last = earlier.get("lowest"), earlier.get("highest")
        if earlier["kind"] == SurveyQuestion.Kind.CHOICE:
            first, last = 1, len(choices_in(earlier.get("options_en", "")))
        if first is None or last is None:
            return
        if not wanted or wanted[0] < first or wanted[-1] > last:
            words = _("Question %(n)d is answered with %(first)d to %(last)d; of a range the lower number first.")
            form.add_error("after_answers", words % {"n": after, "first": first, "last": last})


class QuestionInline(StackedInline):
    model = SurveyQuestion
    form = QuestionForm
    formset = QuestionFormSet
    extra = 0
    fields = (
        ("place", "kind", "is_required"),
        ("text_en", "text_zh"),
        ("lowest", "highest"),
        ("options_en", "options_zh"),
        ("after", "after_answers"),
    )

    def has_add_permission(self, request: HttpRequest, obj: Survey | None = None) -> bool:
        return super().has_add_permission(request, obj) and (obj is None or obj.started_at is None)

    def has_change_permission(self, request: HttpRequest, obj: Survey | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.started_at is None)

    def has_delete_permission(self, request: HttpRequest, obj: Survey | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.started_at is None)


class SlotForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "host" in self.changed_data and self.instance.pk and is_taken(self.instance.pk):
            self.add_error("host", _("Somebody took this time with them. Move it, or offer another one."))
        return cleaned


class SlotInline(TabularInline):
    """Times at which operators talk with who answers. Of one that was taken who took it hears each change."""

    model = TalkSlot
    form = SlotForm
    extra = 0
    fields = ("starts_at", "minutes", "places", "host", "where", "taken_by")
    readonly_fields = ("taken_by",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("bookings__invitation__person")

    def has_delete_permission(self, request: HttpRequest, obj: Survey | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.started_at is None)

    @display(description=gettext_lazy("taken by"))
    def taken_by(self, slot: TalkSlot) -> str:
        bookings = [one for one in slot.bookings.all() if one.cancelled_at is None] if slot.pk else []
        return ", ".join(one.invitation.person.name for one in bookings) or "–"


@admin.register(Survey)
class SurveyAdmin(WithSteps, AuditedAdmin):
    """NPS and CES bring their questions along; own ones are built below. Once started, the questions stand."""

    list_display = ("__str__", "kind", "segment", "opens_on", "closes_on", "started_at")
    list_filter = ("kind",)
    list_select_related = ("segment",)
    search_fields = ("title_en", "title_zh")
    compressed_fields = False
    inlines = (QuestionInline, SlotInline)
    fields = ("kind", ("title_en", "title_zh"), "segment", ("opens_on", "closes_on"), "makes_tickets", "started_at")
    actions_detail: ClassVar = ["start", "results"]

    def steps_of(self, row: Survey) -> Collection[str]:
        return ("results",) if row.started_at else ("start",)

    def get_readonly_fields(self, request: HttpRequest, obj: Survey | None = None) -> tuple[str, ...]:
        """What was asked and of whom stands; only the last day may move."""
        asked = ("kind", "title_en", "title_zh", "segment", "opens_on") if obj and obj.started_at else ()
        return (*asked, "started_at")

    def has_delete_permission(self, request: HttpRequest, obj: Survey | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.started_at is None)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        add_standard_questions(form.instance)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for row, changed in formset.changed_objects:
            if isinstance(row, TalkSlot) and TOLD.intersection(changed):
                tell_change(slot_id=row.pk)

    @action(
        description=gettext_lazy("Start"),
        url_path="start",
        permissions=["change"],
        icon="play_arrow",
        dialog=asks(
            gettext_lazy("Start the survey"),
            gettext_lazy("Its questions stand from then on, and people are asked within the hour."),
            submit=gettext_lazy("Start"),
        ),
    )
    def start(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        survey = get_object_or_404(Survey, pk=object_id)
        with telling(request, _("It is started: people are asked within the hour.")):
            start_survey(survey_id=survey.pk)
        return back_to(request, Survey, object_id)

    @action(description=gettext_lazy("Results"), url_path="results", permissions=["view"], icon="bar_chart")
    def results(self, request: HttpRequest, object_id: str) -> HttpResponse:
        survey = get_object_or_404(Survey, pk=object_id)
        asked_for = ExportReason(request.POST or None)
        if asked_for.is_valid():
            return _as_csv(survey, by=person_of(request).pk, reason=asked_for.cleaned_data["reason"])
        context = self.admin_site.each_context(request) | {
            "title": _("Results: %(survey)s") % {"survey": survey},
            "opts": self.opts,
            "survey": survey,
            "turnout": turnout(survey),
            "reasons": reasons(survey),
            "results": results(survey),
            "export": asked_for,
        }
        return render(request, "admin/feedback/survey_results.html", context)


def _as_csv(survey: Survey, *, by: int, reason: str) -> HttpResponse:
    """A line an answered survey, without names; the log keeps who took it and why."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="survey-{survey.pk}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    questions = list(survey.questions.all())
    writer.writerow([_("answered"), *(f"{question.place}. {question}" for question in questions)])
    times = {slot.pk: slot.words for slot in survey.slots.all()}
    answers: dict[int, dict[int, Any]] = {}
    for answer in SurveyAnswer.objects.filter(invitation__survey=survey).select_related("question"):
        is_talk = answer.question.kind == SurveyQuestion.Kind.TALK
        value = times.get(answer.number or 0) if is_talk else answer.text if answer.number is None else answer.number
        answers.setdefault(answer.invitation_id, {})[answer.question.place] = harmless(value)
    answered = survey.invitations.filter(answered_at__isnull=False).order_by("answered_at")
    days = list(answered.values_list("pk", "answered_at__date"))
    note_export(by=by, model=Survey, rows=len(days), reason=reason)
    for number, day in days:
        row = answers.get(number, {})
        writer.writerow([day, *(row.get(question.place, "") for question in questions)])
    return response
