"""The queue of reports in the console. Opening one shows its evidence, which is logged, and decides it."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.accounts.people.access import person_of
from apps.chat.messages.admin import log_reading
from apps.chat.moderation.deciding import decide, decide_appeal
from apps.chat.moderation.forms import DecideAppealForm, DecideForm
from apps.chat.moderation.models import Report
from apps.chat.moderation.selectors import history_of, with_counts
from apps.chat.moderation.services import read_evidence
from apps.console.pages import ReadOnlyAdmin
from apps.errors import DomainError

GRAVITY_COLOURS = {3: "danger", 2: "warning", 1: "info"}
MOST_OTHERS = 30
MOST_STEPS = 200

WAITS = Case(
    When(state__in=[Report.State.OPEN, Report.State.PROPOSED], then=Value(0)),
    When(appeal=Report.Appeal.OPEN, then=Value(0)),
    default=Value(1),
    output_field=IntegerField(),
).asc()
"""Whoever waits for an operator, before all others."""


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """What waits stands first: appeals and reports without a decision, the gravest and oldest before the others."""

    list_display = (
        "headline",
        "reported",
        "shown_gravity",
        "state",
        "decision",
        "appeal",
        "others",
        "age",
        "decided_by",
    )
    list_display_links = ("headline",)
    list_filter = ("state", "reason", "decision", "appeal")
    list_select_related = ("reported", "decided_by")
    search_fields = ("=id", "reported__email", "reported__name")
    search_help_text = _("The number, or the reported person's name or address.")
    fields: ClassVar[Any] = ()
    ordering: ClassVar = (WAITS, "-gravity", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return with_counts(super().get_queryset(request).exclude(reported=person_of(request)))

    @display(description=_("report of misconduct"), ordering="id")
    def headline(self, report: Report) -> str:
        return str(report)

    @display(description=_("gravity"), ordering="gravity", label=GRAVITY_COLOURS)
    def shown_gravity(self, report: Report) -> tuple[int, str]:
        words = {3: gettext("grave"), 2: gettext("serious"), 1: gettext("light")}
        return report.gravity, words[report.gravity]

    @display(description=_("reports on the person"))
    def others(self, report: Report) -> str:
        counts: Any = report
        return gettext("%(n)d, %(upheld)d upheld") % {"n": counts.on_person, "upheld": counts.upheld_on_person}

    @display(description=_("age"), ordering="created_at")
    def age(self, report: Report) -> str:
        return timesince(report.created_at, depth=1)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not object_id.isdecimal() or len(object_id) > 18:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        report = get_object_or_404(
            # Nobody reads here who reported them.
            Report.objects.exclude(reported=person_of(request)).select_related(
                "reported__company", "reporter", "proposed_by", "job"
            ),
            pk=object_id,
        )
        form, is_appeal = self._form(request, report)
        error = ""
        if request.method == "POST":
            if form is None:
                error = gettext("Nothing waits for a decision here any more.")
            elif form.is_valid():
                try:
                    _do(request, report, form, is_appeal=is_appeal)
                except DomainError as refusal:
                    error = str(refusal)
                    report.refresh_from_db()
                else:
                    messages.success(request, gettext("Done. Both are told where something was decided."))
                    return redirect(request.path)
        return self._page(request, report, form, is_appeal=is_appeal, error=error)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("chat.change_report")

    def _form(self, request: HttpRequest, report: Report) -> tuple[forms.Form | None, bool]:
        """What may be decided now, if anything; and whether that is an appeal."""
        if not self.has_decide_permission(request):
            return None, False
        data = request.POST if request.method == "POST" else None
        if report.appeal == Report.Appeal.OPEN:
            return DecideAppealForm(data), True
        if report.state == Report.State.DECIDED:
            return None, False
        return DecideForm(data, is_posting=report.job_id is not None), False

    def _page(
        self, request: HttpRequest, report: Report, form: forms.Form | None, *, is_appeal: bool, error: str
    ) -> HttpResponse:
        evidence = read_evidence(of=report, by=person_of(request))
        log_reading(request, report, "Read the evidence.")
        context = self.admin_site.each_context(request) | {
            "title": str(report),
            "opts": self.opts,
            "report": report,
            "evidence": None if evidence is None else [one | {"at": _moment(one["sent_at"])} for one in evidence],
            "others": history_of(report.reported_id, besides=report.pk)[:MOST_OTHERS],
            "steps": report.steps.select_related("by").order_by("-pk")[:MOST_STEPS],
            "form": form,
            "is_appeal": is_appeal,
            "error": error,
        }
        return TemplateResponse(request, "admin/chat/report.html", context, status=409 if error else 200)


def _do(request: HttpRequest, report: Report, form: forms.Form, *, is_appeal: bool) -> None:
    by, said = person_of(request), form.cleaned_data
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0
    if is_appeal:
        decide_appeal(report_id=report.pk, by=by, lifts=said["lifts"] == "yes", why=said["why"], version=version)
        return
    decide(report_id=report.pk, by=by, decision=said["decision"], why=said["why"], words=said["words"], version=version)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
