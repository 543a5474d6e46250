from collections.abc import Collection
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display
from unfold.forms import BaseDialogForm

from apps.accounts.people.access import person_of
from apps.console.answers import back_to, row_of
from apps.console.pages import AuditedAdmin
from apps.console.steps import WithSteps, asks
from apps.errors import DomainError
from apps.feedback.reports.models import ImprovementReport
from apps.feedback.reports.services import check_period, make_report, publish_report


class ReportForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("since"), cleaned.get("until")
        if first and last:
            try:
                check_period(first, last, today=timezone.localdate(timezone=timezone.get_default_timezone()))
            except DomainError as error:
                self.add_error(error.field or None, str(error))
        return cleaned


@admin.register(ImprovementReport)
class ReportAdmin(WithSteps, AuditedAdmin):
    """Adding one counts and freezes its figures; once it is published nothing of it changes."""

    form = ReportForm
    list_display = ("period", "made_at", "made_by", "published_at")
    list_display_links = ("period",)
    list_select_related = ("made_by",)
    compressed_fields = False
    actions_detail: ClassVar = ["publish"]

    def get_fields(self, request: HttpRequest, obj: ImprovementReport | None = None) -> Any:
        own = [("since", "until"), ("foreword_en", "foreword_zh")]
        return [*own, ("made_at", "published_at"), "page"] if obj else own

    def get_readonly_fields(self, request: HttpRequest, obj: ImprovementReport | None = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        words = ("foreword_en", "foreword_zh") if obj.published_at else ()
        return ("since", "until", "made_at", "published_at", "page", *words)

    def steps_of(self, row: ImprovementReport) -> Collection[str]:
        return () if row.published_at else ("publish",)

    def has_delete_permission(self, request: HttpRequest, obj: ImprovementReport | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Last month."""
        last = timezone.localdate(timezone=timezone.get_default_timezone()).replace(day=1) - timedelta(days=1)
        return {"since": last.replace(day=1), "until": last}

    def save_model(self, request: HttpRequest, obj: ImprovementReport, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        made = make_report(
            by=person_of(request),
            since=obj.since,
            until=obj.until,
            foreword_en=obj.foreword_en,
            foreword_zh=obj.foreword_zh,
        )
        obj.pk = made.pk
        obj.refresh_from_db()

    @display(description=gettext_lazy("period"), ordering="until")
    def period(self, report: ImprovementReport) -> str:
        return str(report)

    @display(description=gettext_lazy("page"))
    def page(self, report: ImprovementReport) -> SafeString:
        return format_html('<a href="{}">{}</a>', report.get_absolute_url(), _("Look at the report"))

    @action(
        description=gettext_lazy("Publish"),
        url_path="publish",
        permissions=["change"],
        icon="campaign",
        dialog=asks(
            gettext_lazy("Publish the report"),
            gettext_lazy("Everybody may read it then, and nothing of it changes any more."),
            submit=gettext_lazy("Publish"),
        ),
    )
    def publish(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        report = row_of(self, request, object_id)
        publish_report(report_id=report.pk)
        messages.success(request, _("It is published; its address can be shared."))
        return back_to(request, ImprovementReport, object_id)
