from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminFileFieldWidget

from apps.accounts.people.access import person_of
from apps.errors import DomainError
from apps.matching.importing.models import ImportDefect, ImportKind, ImportRun, defect_text
from apps.matching.importing.services import import_jobs, import_resumes, open_table
from apps.matching.importing.tables import MAX_BYTES


class ImportForm(forms.ModelForm):
    file = forms.FileField(
        label=_("File"),
        max_length=160,
        widget=UnfoldAdminFileFieldWidget,
        help_text=_("JSON lines or CSV with a line of column names, in English or Chinese; up to 20 MB."),
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
class ImportRunAdmin(ModelAdmin):
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

    def save_model(self, request: HttpRequest, obj: ImportRun, form: Any, change: bool) -> None:
        given: dict[str, Any] = {
            "content": form.cleaned_data["content"],
            "file_name": form.cleaned_data["file"].name,
            "source": form.cleaned_data["source"],
            "started_by": person_of(request),
        }
        if form.cleaned_data["kind"] == ImportKind.JOBS:
            run = import_jobs(company=form.cleaned_data["company"], **given)
        else:
            run = import_resumes(**given)
        obj.__dict__.update(run.__dict__)

    def response_add(self, request: HttpRequest, obj: ImportRun, post_url_continue: str | None = None) -> HttpResponse:
        text = _("%(created)d new, %(updated)d changed, %(unchanged)d unchanged, %(failed)d refused.")
        self.message_user(request, text % vars(obj))
        return HttpResponseRedirect(reverse("admin:matching_importrun_change", args=[obj.pk]))
