from collections.abc import Callable, Collection
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from apps.console.answers import back_to, telling
from apps.console.pages import AuditedAdmin
from apps.console.steps import WithSteps, asks
from apps.errors import DomainError
from apps.experiments.life import (
    check_arms,
    check_guardrails,
    check_measure,
    decide_experiment,
    start_experiment,
    stop_experiment,
)
from apps.experiments.measures import measure_words, measures
from apps.experiments.models import Arm, Experiment, Guardrail
from apps.experiments.report import VERDICTS, percent, prospect_words, report_of
from apps.experiments.switches import may_compare, switch_words, switches

State = Experiment.State
STATE_STYLES = {State.DRAFT: "info", State.RUNNING: "success", State.STOPPED: "warning", State.DECIDED: "default"}
STEPS = {State.DRAFT: ("start",), State.RUNNING: ("stop", "decide"), State.STOPPED: ("decide",), State.DECIDED: ()}
"""State of an experiment → the steps that it can take from there."""
NOTHING_CHOSEN = [("", "---------")]


def _choice(choices: Callable[[], Any], label: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, label=label, widget=UnfoldAdminSelectWidget, **options)


def _switches() -> list[tuple[str, str | Promise]]:
    return [*NOTHING_CHOSEN, *((switch.key, switch.title) for switch in switches())]


def _measures() -> list[tuple[str, str | Promise]]:
    return [*NOTHING_CHOSEN, *((measure.key, measure.title) for measure in measures())]


class ExperimentForm(forms.ModelForm):
    """Offers what `asker` may compare."""

    asker: ClassVar[Any] = None
    switch = _choice(_switches, gettext_lazy("what is compared"))
    measure = _choice(_measures, gettext_lazy("what it should bring"))

    class Meta:
        model = Experiment
        fields = ("switch", "name_en", "name_zh", "unit", "measure", "planned_weeks", "withdraw_after_weeks")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "switch" in self.fields:
            field = cast("forms.ChoiceField", self.fields["switch"])
            field.choices = [(key, title) for key, title in _switches() if may_compare(self.asker, key)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and "switch" in self.fields:
            try:
                check_measure(cleaned["switch"], cleaned["measure"])
            except DomainError as error:
                self.add_error(error.field, str(error))
        return cleaned


class _Parts(forms.BaseInlineFormSet):
    """The rows of an experiment are checked together, by its own fields."""

    column: ClassVar[str]

    def values(self) -> list[dict[str, Any]]:
        rows = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        return [row for row in rows if row.get(self.column) and not row.get("DELETE")]

    def clean(self) -> None:
        super().clean()
        if any(form.errors for form in self.forms):
            return
        try:
            self.check()
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error

    def check(self) -> None:
        raise NotImplementedError


class ArmFormSet(_Parts):
    column = "kind"

    def check(self) -> None:
        rows = self.values()
        if len({row["kind"] for row in rows}) == len(rows):  # Django itself says which one is there twice
            check_arms(self.instance, {row["kind"]: row["share"] for row in rows})


class GuardrailFormSet(_Parts):
    column = "measure"

    def check(self) -> None:
        check_guardrails(self.instance, [row["measure"] for row in self.values()])


class GuardrailForm(forms.ModelForm):
    measure = _choice(_measures, gettext_lazy("what must not get worse"))

    class Meta:
        model = Guardrail
        fields = ("measure",)


class PartInline(TabularInline):
    """Open to change in a draft only."""

    extra = 0

    def _is_draft(self, experiment: Experiment | None) -> bool:
        return experiment is None or experiment.state == State.DRAFT

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_draft(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_draft(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_draft(obj) and super().has_delete_permission(request, obj)


class ArmInline(PartInline):
    model = Arm
    formset = ArmFormSet
    fields = ("kind", "share")
    ordering = ("pk",)
    min_num = 2
    max_num = len(Arm.Kind.values)


class GuardrailInline(PartInline):
    model = Guardrail
    form = GuardrailForm
    formset = GuardrailFormSet
    readonly_fields = ("measure_title",)
    hide_title = True
    ordering = ("pk",)
    min_num = 1

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("measure",) if self._is_draft(obj) else ("measure_title",)

    @display(description=gettext_lazy("what must not get worse"))
    def measure_title(self, guardrail: Guardrail) -> str:
        return measure_words(guardrail.measure)


class DecideForm(BaseDialogForm):
    decision = forms.ChoiceField(
        label=gettext_lazy("What follows for everybody"),
        choices=Experiment.Decision.choices,
        widget=UnfoldAdminRadioSelectWidget,
    )
    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=1000,
        help_text=gettext_lazy("Whoever asks in a year finds it here."),
        widget=UnfoldAdminTextareaWidget,
    )


@admin.register(Experiment)
class ExperimentAdmin(WithSteps, AuditedAdmin):
    """A comparison from its draft to what followed from it, each step by a service."""

    form = ExperimentForm
    list_display = ("title", "subject", "state_label", "started_at", "ended_at", "decision")
    list_filter = ("state", "decision")
    search_fields = ("switch", "name_en", "name_zh")
    compressed_fields = False  # labels above, so that several fields fit side by side
    inlines = (ArmInline, GuardrailInline)
    fields = (
        ("name_en", "name_zh"),
        ("switch", "unit"),
        ("measure", "planned_weeks", "withdraw_after_weeks"),
    )
    since_start = (
        ("name_en", "name_zh"),
        ("subject", "unit"),
        ("measured", "planned_weeks", "withdraw_after_weeks"),
        ("state", "started_at", "ended_at"),
        ("decision", "decided_at"),
        "why",
    )
    actions_detail: ClassVar = ["report", "start", "stop", "decide", "look"]

    def get_fields(self, request: HttpRequest, obj: Experiment | None = None) -> Any:
        return self.fields if obj is None or obj.state == State.DRAFT else self.since_start

    def get_readonly_fields(self, request: HttpRequest, obj: Experiment | None = None) -> tuple[str, ...]:
        """What is compared and how is frozen at the start; the names aren't."""
        if obj is None or obj.state == State.DRAFT:
            return ()
        frozen = ("subject", "unit", "measured", "planned_weeks", "withdraw_after_weeks")
        return (*frozen, "state", "started_at", "ended_at", "decision", "decided_at", "why")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"asker": request.user})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of `obj`, an experiment or its number, only to those whose rights reach what it compares."""
        if not super().has_change_permission(request):
            return False
        if obj is not None and not isinstance(obj, Experiment):
            obj = Experiment.objects.filter(pk=obj).first()
        return obj is None or may_compare(request.user, obj.switch)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description=gettext_lazy("name"))
    def title(self, experiment: Experiment) -> str:
        return experiment.name

    @display(description=gettext_lazy("what is compared"), ordering="switch")
    def subject(self, experiment: Experiment) -> str:
        return switch_words(experiment.switch)

    @display(description=gettext_lazy("what it should bring"))
    def measured(self, experiment: Experiment) -> str:
        return measure_words(experiment.measure)

    @display(description=gettext_lazy("state"), ordering="state", label=STATE_STYLES)
    def state_label(self, experiment: Experiment) -> tuple[str, str]:
        return experiment.state, experiment.get_state_display()

    def steps_of(self, row: Experiment) -> Collection[str]:
        return ("report", *STEPS[State(row.state)])

    @action(
        description=gettext_lazy("Start"),
        url_path="start",
        permissions=["change"],
        icon="play_arrow",
        variant=ActionVariant.PRIMARY,
        dialog=asks(
            gettext_lazy("Start the experiment"),
            gettext_lazy(
                "What it divides and measures is frozen from then on. Where people were promised what some will go "
                "without, it is announced to them for a week before it begins."
            ),
        ),
    )
    def start(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        return self._take(request, object_id, start_experiment, _("The experiment has started."))

    @action(
        description=gettext_lazy("Stop"),
        url_path="stop",
        permissions=["change"],
        icon="stop",
        dialog=asks(gettext_lazy("Stop the experiment"), gettext_lazy("Everybody has again what was compared.")),
    )
    def stop(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        return self._take(request, object_id, stop_experiment, _("The experiment has stopped."))

    @action(
        description=gettext_lazy("Decide"),
        url_path="decide",
        permissions=["change"],
        icon="gavel",
        dialog=asks(
            gettext_lazy("Decide what follows"),
            gettext_lazy("It holds for everybody from now on. A rule that nobody has any more is paused."),
            form=DecideForm,
        ),
    )
    def decide(self, request: HttpRequest, form: DecideForm, object_id: str) -> HttpResponse:
        said = {"decision": form.cleaned_data["decision"], "why": form.cleaned_data["why"]}
        return self._take(request, object_id, decide_experiment, _("It is decided."), **said)

    @action(
        description=gettext_lazy("Report"),
        url_path="report",
        permissions=["view"],
        icon="insights",
        variant=ActionVariant.PRIMARY,
    )
    def report(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What was seen, by the last look or the one asked for; of a draft, what could be found."""
        experiment = get_object_or_404(Experiment.objects.prefetch_related("arms"), pk=object_id)
        looks = list(experiment.looks.order_by("-number"))
        asked = request.GET.get("look", "")
        look = next((one for one in looks if str(one.number) == asked), looks[0] if looks else None)
        is_draft = experiment.state == State.DRAFT
        context = self.admin_site.each_context(request) | {
            "title": _("Report: %(experiment)s") % {"experiment": experiment.name},
            "opts": self.opts,
            "experiment": experiment,
            "report": report_of(look) if look else None,
            "part": percent(look.fraction) if look else "",
            "looks": [(one, VERDICTS[one.figures["verdict"]][0]) for one in looks],
            "prospect": is_draft,
            "prospect_words": prospect_words(experiment, now=timezone.now()) if is_draft else "",
            "may_look": experiment.state in (State.RUNNING, State.STOPPED)
            and self.has_change_permission(request, experiment),
        }
        return render(request, "admin/experiments/report.html", context)

    @action(description=gettext_lazy("Look now"), url_path="look", permissions=["change"], icon="visibility")
    def look(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Looks, and shows what was seen."""
        from apps.experiments.looking import take_look  # noqa: PLC0415  scipy, for who looks alone

        experiment = get_object_or_404(Experiment, pk=object_id)
        if not self.has_change_permission(request, experiment):
            raise PermissionDenied
        if request.method == "POST":
            with telling(request):
                take_look(experiment=experiment, now=timezone.now())
        return redirect("admin:experiments_experiment_report", object_id)

    def _take(
        self, request: HttpRequest, object_id: str, step: Callable[..., Any], done: str, **said: Any
    ) -> HttpResponse:
        experiment = get_object_or_404(Experiment, pk=object_id)
        if not self.has_change_permission(request, experiment):
            raise PermissionDenied
        with telling(request, done):
            step(experiment=experiment, now=timezone.now(), **said)
        return back_to(request, Experiment, object_id)
