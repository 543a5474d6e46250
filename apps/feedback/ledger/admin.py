"""The ledger of the classifier in the console: its versions and how they do, and the page for blind labels."""

from collections import Counter
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.accounts.people.access import person_of
from apps.console.answers import back_to, telling
from apps.console.pages import ReadOnlyAdmin
from apps.console.shares import Share
from apps.console.steps import WithSteps, asks
from apps.errors import DomainError
from apps.feedback.ledger import figures
from apps.feedback.ledger.models import BlindLabel
from apps.feedback.ledger.sampling import CHOICES, label_blindly, waiting
from apps.feedback.ledger.training import ask_training, check_training, live_switch, put_back, put_live, switches
from apps.feedback.tickets.labels import Field
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.weeks import week_now
from apps.feedback.triage.classifiers import is_current, live_name
from apps.feedback.triage.models import HEAVY, ClassifierSwitch, ClassifierVersion

State = ClassifierVersion.State
STYLES = {State.ASKED: "info", State.READY: "success", State.REFUSED: "danger", State.FAILED: "warning"}
WORSE = {
    "all": gettext_lazy("It is right less often in all."),
    "critical": gettext_lazy("It finds fewer critical reports."),
    "examples": gettext_lazy("With these labels it does worse on the examples that ship: perhaps labels are wrong."),
}
SHOWN = figures.NAMES


class TrainingForm(forms.ModelForm):
    class Meta:
        model = ClassifierVersion
        fields = ("note",)

    def clean(self) -> dict[str, Any]:
        try:
            check_training()
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error
        return super().clean() or {}


class SwitchForm(BaseDialogForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=2,
        max_length=200,
        help_text=gettext_lazy("It is kept with your name."),
        widget=UnfoldAdminTextInputWidget,
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = live_switch()
        self.fields["after"].initial = last.number if last else 0


@admin.register(ClassifierVersion)
class ClassifierVersionAdmin(WithSteps, ReadOnlyAdmin):
    """Adding one learns it in the background and compares it; another step puts it live, and one takes it back."""

    form = TrainingForm
    list_display = ("__str__", "shown_state", "note", "asked_by", "asked_at")
    list_select_related = ("asked_by",)
    fields = ("state", "shown_report", "note", "name", "asked_by", "asked_at", "learnt_at", "shown_switches")
    actions_list: ClassVar = ["figures"]
    actions_detail: ClassVar = ["put_live", "put_back"]

    def has_add_permission(self, request: HttpRequest, *args: object) -> bool:
        return ModelAdmin.has_add_permission(self, request)

    def has_switch_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("feedback.change_classifierversion")

    def get_fields(self, request: HttpRequest, obj: ClassifierVersion | None = None) -> Any:
        return self.fields if obj else ("note",)

    def get_readonly_fields(self, request: HttpRequest, obj: ClassifierVersion | None = None) -> Any:
        return self.fields if obj else ()

    def save_model(self, request: HttpRequest, obj: ClassifierVersion, form: Any, change: bool) -> None:
        obj.pk = ask_training(by=person_of(request), note=form.cleaned_data["note"]).pk

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        live = ClassifierSwitch.objects.order_by("-number").values("version")[:1]
        return super().get_queryset(request).defer(*HEAVY).annotate(live_version=Subquery(live))

    def steps_of(self, row: Any) -> list[str]:
        """A ready one can be put live, the live one taken back."""
        if row.live_version == row.pk:
            return ["put_back"]
        return ["put_live"] if row.state == State.READY else []

    @display(description=gettext_lazy("state"), ordering="state", label=STYLES)
    def shown_state(self, version: Any) -> tuple[str, str]:
        return version.state, _("Live") if version.live_version == version.pk else version.get_state_display()

    @display(description=gettext_lazy("before and after"))
    def shown_report(self, version: ClassifierVersion) -> SafeString | str:
        if not version.report:
            return "-"
        report = version.report
        names = {str(field): str(label) for field, label in Field.choices}
        erased = Ticket.objects.filter(pk__in=version.learnt_from, body="").count()
        context = {
            "fields": [
                (names[field], Share(old, n), Share(new, n))
                for field, (n, old, new, _lost, _won) in report["fields"].items()
                if n
            ],
            "critical": report["critical"],
            "examples": [(names[field], *row[:3]) for field, row in report["examples"].items() if row[0]],
            "worse": [
                WORSE.get(why) or _("Worse than chance explains: %(field)s.") % {"field": names[why]}
                for why in report["worse"]
            ],
            "taught": len(version.learnt_from),
            "erased": erased,
            "is_outdated": version.state == State.READY and not is_current(version.pk),
        }
        return render_to_string("admin/feedback/ledger/_report.html", context)

    @display(description=gettext_lazy("switches"))
    def shown_switches(self, version: ClassifierVersion) -> SafeString:
        return render_to_string("admin/feedback/ledger/_switches.html", {"switches": switches()[:20]})

    @action(
        description=gettext_lazy("Put live"),
        url_path="put-live",
        permissions=["switch"],
        icon="play_arrow",
        variant=ActionVariant.PRIMARY,
        dialog=asks(
            gettext_lazy("Put live"),
            gettext_lazy("New tickets are sorted by this version from the next one on; sorted ones stay as they are."),
            form=SwitchForm,
        ),
    )
    def put_live(self, request: HttpRequest, form: SwitchForm, object_id: str) -> HttpResponse:
        said = form.cleaned_data
        with telling(request, _("It is live.")):
            put_live(version_id=int(object_id), by=person_of(request), reason=said["reason"], after=said["after"] or 0)
        return back_to(request, ClassifierVersion, object_id)

    @action(
        description=gettext_lazy("Back to the version before"),
        url_path="put-back",
        permissions=["switch"],
        icon="undo",
        dialog=asks(
            gettext_lazy("Back to the version before"),
            gettext_lazy("New tickets are sorted as they were before this version was put live."),
            form=SwitchForm,
        ),
    )
    def put_back(self, request: HttpRequest, form: SwitchForm, object_id: str) -> HttpResponse:
        said = form.cleaned_data
        with telling(request, _("The version before is live again.")):
            put_back(by=person_of(request), reason=said["reason"], after=said["after"] or 0)
        return back_to(request, ClassifierVersion, object_id)

    @action(
        description=gettext_lazy("How often it is right"), url_path="figures", permissions=["view"], icon="insights"
    )
    def figures(self, request: HttpRequest) -> HttpResponse:
        """A field and a week of the last twelve, or all of them."""
        field = request.GET.get("field", "")
        field = field if field in SHOWN else Field.CATEGORY.value
        weeks = figures.weeks_until(week_now(timezone.now()))
        blind, corrected = figures.blind_pairs(field, weeks), figures.corrected_pairs(field, weeks)
        chosen = _one_of(weeks, request.GET.get("week", ""))
        tables = []
        for by_week in (blind, corrected):
            pairs = sum((by_week.get(week, Counter()) for week in ([chosen] if chosen else weeks)), Counter())
            tables.append(figures.table_of(field, pairs) if pairs else None)
        context = self.admin_site.each_context(request) | {
            "title": _("How often the classifier is right"),
            "opts": self.opts,
            "field": field,
            "fields": [(name, Field(name).label) for name in SHOWN],
            "chosen": chosen,
            "weeks": [
                (week, *(figures.right_of(by_week.get(week, Counter())) for by_week in (blind, corrected)))
                for week in weeks
            ],
            "blind": tables[0],
            "corrected": tables[1],
            "has_blind": field in CHOICES,
            "has_corrected": field in figures.CORRECTED,
            "agreement": [(Field(name).label, *rest) for name, *rest in figures.agreement()],
            "live": live_switch(),
            "live_name": live_name(),
        }
        return render(request, "admin/feedback/ledger/figures.html", context)


@admin.register(BlindLabel)
class BlindLabelAdmin(ReadOnlyAdmin):
    """Instead of a list the next ticket to label, without a word of what the models said of it."""

    def get_urls(self) -> list[URLPattern]:
        say = self.admin_site.admin_view(self.say)
        return [path("<int:sampled_id>/say/", say, name="feedback_blindlabel_say"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        left = waiting(person_of(request)).select_related("ticket")
        names = {name: str(Field(name).label) for name in CHOICES}
        context = self.admin_site.each_context(request) | {
            "title": _("Blind sample"),
            "opts": self.opts,
            "sampled": left.first(),
            "left": left.count(),
            "fields": [(name, names[name], list(figures.NAMES[Field(name)].items())) for name in CHOICES],
            "mine": BlindLabel.objects.filter(by=request.user.pk).count(),
            "may_say": request.user.has_perm("feedback.add_blindlabel"),
        }
        return render(request, "admin/feedback/ledger/blind.html", context)

    def say(self, request: HttpRequest, sampled_id: int) -> HttpResponse:
        if not request.user.has_perm("feedback.add_blindlabel"):
            raise PermissionDenied
        if request.method != "POST":
            raise Http404
        with telling(request):
            said = {name: request.POST.get(name, "") for name in CHOICES}
            label_blindly(sampled_id=sampled_id, operator=person_of(request), said=said)
        return HttpResponseRedirect(reverse("admin:feedback_blindlabel_changelist"))


def _one_of(weeks: list[date], asked: str) -> date | None:
    return next((week for week in weeks if week.isoformat() == asked), None)
