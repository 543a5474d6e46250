from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminFileFieldWidget

from apps.accounts.models import Company
from apps.accounts.people.access import person_of
from apps.console.colleagues import CappedAdmin
from apps.errors import DomainError
from apps.matching.importing.holding import drop_file, held_file, hold_file
from apps.matching.importing.models import ImportDefect, ImportKind, ImportRun, defect_text
from apps.matching.importing.preview import preview
from apps.matching.importing.selectors import jobs_nobody_answers
from apps.matching.importing.services import import_jobs, import_resumes, open_table
from apps.matching.importing.tables import MAX_BYTES


class ImportForm(forms.ModelForm):
    file = forms.FileField(
        label=_("File"),
        max_length=160,
        widget=UnfoldAdminFileFieldWidget,
        help_text=_("Excel (.xlsx), CSV or JSON; the first row names the columns, in English or Chinese; up to 20 MB."),
    )

    class Meta:
        model = ImportRun
        fields: ClassVar = ["kind", "source", "company"]
        help_texts: ClassVar = {
            "source": _("Where the ids come from. They are unique within a source."),
            "company": _("Only for jobs: whose they are, whatever the rows say."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].initial = "import"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "file" in cleaned and "kind" in cleaned:
            cleaned["content"] = cleaned["file"].read(MAX_BYTES + 1)
            cleaned["file"].seek(0)
            try:
                open_table(cleaned["kind"], cleaned["content"])
            except DomainError as error:
                self.add_error("file", str(error))
        return cleaned


class DefectInline(TabularInline):
    """The report: which rows didn't come in, and why."""

    model = ImportDefect
    extra = 0
    can_delete = False
    fields = readonly_fields = ("line", "why", "column", "value")
    per_page = 50
    hide_title = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("reason"))
    def why(self, defect: ImportDefect) -> str:
        return defect_text(defect)


@admin.register(ImportRun)
class ImportRunAdmin(CappedAdmin):
    """Adding one brings a file in; its page is the report."""

    list_display = ("file_name", "kind", "company", "created", "updated", "unchanged", "failed", "started_at")
    list_filter = ("kind", "source")
    list_select_related = ("company",)
    search_fields = ("file_name", "source")
    autocomplete_fields = ("company",)
    readonly_fields = ("started_by", "started_at", "created", "updated", "unchanged", "failed", "ignored_columns")
    inlines: ClassVar = [DefectInline]

    def get_form(self, request: HttpRequest, obj: ImportRun | None = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = ImportForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: ImportRun | None = None) -> tuple[str, ...]:
        if obj is None:
            return ("kind", "file", "source", "company")
        return ("kind", "file_name", "source", "company", *self.readonly_fields)

    def get_inlines(self, request: HttpRequest, obj: ImportRun | None) -> list[Any]:
        return [] if obj is None else list(self.inlines)

    def has_change_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        bring = path("bring/", self.admin_site.admin_view(self.bring_view), name="matching_importrun_bring")
        return [bring, *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """A file that can be read is shown as it is understood; nothing comes in yet."""
        if request.method == "POST" and self.has_add_permission(request):
            form = ImportForm(request.POST, request.FILES)
            if form.is_valid():
                return self._preview(request, form.cleaned_data)
        return super().add_view(request, form_url, extra_context)

    def _preview(self, request: HttpRequest, chosen: dict[str, Any]) -> HttpResponse:
        company = chosen["company"] if chosen["kind"] == ImportKind.JOBS else None
        token = hold_file(
            chosen["content"],
            file_name=chosen["file"].name,
            kind=chosen["kind"],
            source=chosen["source"],
            company=company.pk if company else None,
            operator=person_of(request).pk,
        )
        context = self.admin_site.each_context(request) | {
            "title": _("How the file is understood"),
            "opts": self.opts,
            "preview": preview(chosen["kind"], chosen["content"], company=company),
            "is_jobs": chosen["kind"] == ImportKind.JOBS,
            "file_name": chosen["file"].name,
            "token": token,
        }
        return TemplateResponse(request, "admin/matching/import_preview.html", context)

    @method_decorator(require_POST)
    def bring_view(self, request: HttpRequest) -> HttpResponse:
        """Brings in the file that was looked over, once."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        me = person_of(request)
        held, content = held_file(request.POST.get("token", ""), operator=me.pk)
        company = Company.objects.filter(pk=held.company).first() if held.company else None
        if held.kind == ImportKind.JOBS:
            run = import_jobs(
                content=content, file_name=held.file_name, source=held.source, started_by=me, company=company
            )
        else:
            run = import_resumes(content=content, file_name=held.file_name, source=held.source, started_by=me)
        drop_file(held)
        text = _("%(created)d new, %(updated)d changed, %(unchanged)d unchanged, %(failed)d refused.")
        self.message_user(request, text % vars(run))
        if held.kind == ImportKind.JOBS and (count := jobs_nobody_answers(run)):
            warning = ngettext(
                "%(count)d of these jobs is of a company where nobody is here, so nobody can answer about it.",
                "%(count)d of these jobs are of companies where nobody is here, so nobody can answer about them.",
                count,
            )
            self.message_user(request, warning % {"count": count}, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:matching_importrun_change", args=[run.pk]))
