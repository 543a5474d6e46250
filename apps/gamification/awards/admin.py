from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import TabularInline
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget

from apps.accounts.people.access import person_of
from apps.console.answers import back_to, row_of, telling
from apps.console.pages import ReadOnlyAdmin
from apps.console.steps import WithSteps, asks
from apps.gamification.awards.corrections import release_award, restore_award, reverse_award
from apps.gamification.awards.entries import FOLLOWING, state_of
from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.awards.wording import STATE_OF, STATES
from apps.gamification.deeds.references import reference_words
from apps.gamification.fairness.reasons import TO_RELEASE, TO_REVERSE
from apps.gamification.rules.models import RuleDecision

STATE_STYLES = {"settled": "success", "pending": "info", "lapsed": "default", "reversed": "warning"}


@admin.register(RuleDecision)
class RuleDecisionAdmin(ReadOnlyAdmin):
    """What the rules said, and why."""

    list_display = ("decided_at", "beneficiary", "rule", "outcome", "points", "counterparty", "deed_words")
    list_filter = ("outcome", "rule", "decided_at")
    list_select_related = ("rule", "beneficiary", "counterparty")
    search_fields = ("deed", "beneficiary__name", "beneficiary__email", "counterparty__name")
    ordering = ("-pk",)
    fields = (
        "rule",
        "version",
        "deed_words",
        "beneficiary",
        "counterparty",
        "outcome",
        "facts",
        "points",
        "decided_at",
    )

    @admin.display(description=gettext_lazy("deed"), ordering="deed")
    def deed_words(self, decision: RuleDecision) -> str:
        return reference_words(decision.deed)


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(state, STATES[state][0]) for state in STATE_STYLES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Award]) -> QuerySet[Award]:
        chosen = self.value()
        return queryset.filter(Q(state=chosen)) if chosen in STATE_STYLES else queryset


class EntryInline(TabularInline):
    model = AwardEntry
    extra = 0
    can_delete = False
    fields = ("sequence", "kind", "points", "created_at", "cause_words", "reason", "by")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("cause"))
    def cause_words(self, entry: AwardEntry) -> str:
        return reference_words(entry.cause)


class ReverseForm(BaseDialogForm):
    """Why awards are taken back: one of the reasons that their people read in their own language."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason, as the person reads it"),
        choices=TO_REVERSE,
        widget=UnfoldAdminSelectWidget,
    )


class ReleaseForm(BaseDialogForm):
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=TO_RELEASE, widget=UnfoldAdminSelectWidget)


_KIND = {
    "release": AwardEntry.Kind.SETTLED,
    "reverse": AwardEntry.Kind.REVERSED,
    "restore": AwardEntry.Kind.RESTORED,
}


@admin.register(Award)
class AwardAdmin(WithSteps, ReadOnlyAdmin):
    """Awards and what became of them. One may let a held one count, take one back, and give it back after a second
    look."""

    list_display = ("created_at", "person", "rule", "gives", "state_label", "deed_words")
    list_filter = (StateFilter, "rule", "created_at")
    list_select_related = ("rule", "person")
    search_fields = ("deed", "person__name", "person__email")
    ordering = ("-pk",)
    fields = ("person", "rule", "decision", "deed_words", "gives", "facts", "lapses_at", "created_at")
    inlines = (EntryInline,)
    actions: ClassVar = ["reverse_selected"]
    actions_detail: ClassVar = ["release", "reverse", "restore"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Award]:
        last = AwardEntry.objects.filter(award=OuterRef("pk"), answered_by=None).values("kind")[:1]
        states = (When(last_kind=kind, then=Value(state)) for kind, state in STATE_OF.items())
        state = Case(*states, default=Value("pending"), output_field=CharField())
        return super().get_queryset(request).annotate(last_kind=Subquery(last)).annotate(state=state)

    def has_reverse_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("gamification.add_awardentry")

    @admin.display(description=gettext_lazy("deed"), ordering="deed")
    def deed_words(self, award: Award) -> str:
        return reference_words(award.deed)

    @admin.display(description=gettext_lazy("gives at most"), ordering="points")
    def gives(self, award: Award) -> str:
        return award.words

    @display(description=gettext_lazy("state"), label=STATE_STYLES)
    def state_label(self, award: Any) -> tuple[str, str]:
        return award.state, str(STATES[award.state][0])

    @action(
        description=gettext_lazy("Take back"),
        url_path="reverse",
        permissions=["reverse"],
        icon="undo",
        variant=ActionVariant.DANGER,
        dialog=asks(
            gettext_lazy("Take the award back"),
            gettext_lazy("It stays in the ledger, with the reason. The person is told, in a neutral tone."),
            form=ReverseForm,
            submit=gettext_lazy("Take back"),
        ),
    )
    def reverse(self, request: HttpRequest, form: ReverseForm, object_id: str) -> HttpResponse:
        award = row_of(self, request, object_id)
        self._reverse(request, Award.objects.filter(pk=award.pk), form.cleaned_data["reason"])
        return back_to(request, Award, object_id)

    def steps_of(self, row: Award) -> Collection[str]:
        following = FOLLOWING[state_of(row)]
        return [name for name, kind in _KIND.items() if kind in following]

    @action(
        description=gettext_lazy("Give back"),
        url_path="restore",
        permissions=["reverse"],
        icon="redo",
        variant=ActionVariant.PRIMARY,
        dialog=asks(
            gettext_lazy("Give the award back"),
            gettext_lazy("It counts again from now on. The person is told that we looked again."),
            submit=gettext_lazy("Give back"),
        ),
    )
    def restore(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        award = row_of(self, request, object_id)
        with telling(request):
            done = restore_award(award=award, operator=person_of(request), now=timezone.now())
            self._say(request, done, _("The award counts again."))
        return back_to(request, Award, object_id)

    @action(
        description=gettext_lazy("Let it count now"),
        url_path="release",
        permissions=["reverse"],
        icon="lock_open",
        variant=ActionVariant.PRIMARY,
        dialog=asks(
            gettext_lazy("Let the award count now"),
            gettext_lazy("In full, without waiting any longer. That it was you stands in its story."),
            form=ReleaseForm,
            submit=gettext_lazy("Let it count now"),
        ),
    )
    def release(self, request: HttpRequest, form: ReleaseForm, object_id: str) -> HttpResponse:
        award = row_of(self, request, object_id)
        reason, operator = form.cleaned_data["reason"], person_of(request)
        with telling(request):
            done = release_award(award=award, reason=reason, operator=operator, now=timezone.now())
            self._say(request, done, _("The award counts."))
        return back_to(request, Award, object_id)

    def _say(self, request: HttpRequest, is_done: bool, words: str) -> None:
        if is_done:
            messages.success(request, words)
        else:
            messages.warning(request, _("Nothing changed: it isn't in a state that allows this any more."))

    @admin.action(description=gettext_lazy("Take back"), permissions=["reverse"])
    def reverse_selected(self, request: HttpRequest, queryset: QuerySet[Award]) -> HttpResponse | None:
        form = ReverseForm(request=request, data=request.POST if "reason" in request.POST else None)
        if form.is_valid():
            self._reverse(request, queryset, form.cleaned_data["reason"])
            return None
        context = self.admin_site.each_context(request) | {
            "title": _("Take awards back"),
            "opts": self.opts,
            "form": form,
            "awards": queryset.select_related("person", "rule"),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return render(request, "admin/gamification/reverse_awards.html", context)

    def _reverse(self, request: HttpRequest, awards: QuerySet[Award], reason: str) -> None:
        """Says how many were taken back, and of how many it was no longer possible."""
        operator, now = person_of(request), timezone.now()
        results = [
            reverse_award(award=award, reason=reason, operator=operator, now=now)
            for award in awards.select_related("person", "rule")
        ]
        if done := results.count(True):
            words = ngettext("%(n)d award was taken back.", "%(n)d awards were taken back.", done)
            messages.success(request, words % {"n": done})
        if left := results.count(False):
            words = ngettext(
                "%(n)d had lapsed or been taken back before.", "%(n)d had lapsed or been taken back before.", left
            )
            messages.warning(request, words % {"n": left})
