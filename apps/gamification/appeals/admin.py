from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminTextareaWidget

from apps.accounts.people.access import person_of
from apps.console.answers import back_to, row_of, telling
from apps.console.pages import ReadOnlyAdmin
from apps.console.steps import WithSteps, asks
from apps.gamification.appeals.models import MOST, Appeal
from apps.gamification.appeals.selectors import OF_AN_APPEAL, WAITING_FIRST
from apps.gamification.appeals.services import decide_appeal
from apps.gamification.deeds.references import reference_words

STYLES = {"open": "warning", "restored": "success", "stands": "default"}


class WordsForm(BaseDialogForm):
    words = forms.CharField(
        label=gettext_lazy("Why, as the person reads it"), max_length=MOST, widget=UnfoldAdminTextareaWidget
    )


@admin.register(Appeal)
class AppealAdmin(WithSteps, ReadOnlyAdmin):
    """What waits stands first. Whoever took the award back doesn't decide about it."""

    list_display = ("made_at", "person", "rule", "points", "reason", "taken_by", "outcome_label")
    list_filter = ("outcome", "made_at")
    list_select_related = OF_AN_APPEAL
    search_fields = ("person__name", "person__email")
    fields = (
        "person",
        "rule",
        "deed",
        "points",
        "reason",
        "taken_by",
        "text",
        "made_at",
        "outcome",
        "words",
        "decided_by",
        "decided_at",
    )
    actions_detail: ClassVar = ["give_back", "let_stand"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appeal]:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        return WAITING_FIRST

    def has_decide_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("gamification.change_appeal")

    @display(description=gettext_lazy("rule"))
    def rule(self, appeal: Appeal) -> str:
        return appeal.entry.award.rule.name

    @display(description=gettext_lazy("deed"))
    def deed(self, appeal: Appeal) -> str:
        return reference_words(appeal.entry.award.deed)

    @display(description=gettext_lazy("points taken"))
    def points(self, appeal: Appeal) -> int:
        return appeal.entry.answers.points if appeal.entry.answers else 0

    @display(description=gettext_lazy("why it was taken back"))
    def reason(self, appeal: Appeal) -> str:
        return appeal.entry.get_reason_display()

    @display(description=gettext_lazy("taken back by"))
    def taken_by(self, appeal: Appeal) -> str:
        return str(appeal.entry.by or _("the product itself"))

    @display(description=gettext_lazy("outcome"), ordering="outcome", label=STYLES)
    def outcome_label(self, appeal: Appeal) -> tuple[str, str]:
        return appeal.result, appeal.result_words

    def steps_of(self, row: Appeal) -> Collection[str]:
        return self.actions_detail if row.result == Appeal.Outcome.OPEN else ()

    @action(
        description=gettext_lazy("Give back"),
        url_path="give-back",
        permissions=["decide"],
        icon="redo",
        variant=ActionVariant.PRIMARY,
        dialog=asks(
            gettext_lazy("Give the award back"),
            gettext_lazy("It counts again from now on. The person is told that we looked again."),
            submit=gettext_lazy("Give back"),
        ),
    )
    def give_back(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        return self._decide(request, object_id, gives_back=True)

    @action(
        description=gettext_lazy("Leave it taken back"),
        url_path="let-stand",
        permissions=["decide"],
        icon="gavel",
        dialog=asks(
            gettext_lazy("Leave it taken back"),
            gettext_lazy("The person reads why, in your words."),
            form=WordsForm,
        ),
    )
    def let_stand(self, request: HttpRequest, form: WordsForm, object_id: str) -> HttpResponse:
        return self._decide(request, object_id, gives_back=False, words=form.cleaned_data["words"])

    def _decide(self, request: HttpRequest, object_id: str, *, gives_back: bool, words: str = "") -> HttpResponse:
        appeal = row_of(self, request, object_id)
        with telling(request, _("Decided. The person is told.")):
            decide_appeal(
                appeal_id=appeal.pk, operator=person_of(request), gives_back=gives_back, words=words, now=timezone.now()
            )
        return back_to(request, Appeal, object_id)
