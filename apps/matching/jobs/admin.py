from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import TabularInline

from apps.accounts.people.access import person_of
from apps.console.colleagues import SharedAdmin
from apps.console.exports import HarmlessResource
from apps.errors import DomainError
from apps.exports.lists import LoggedExport
from apps.matching.jobs.models import Job, JobSkill
from apps.matching.jobs.services import close_job, edit_job, reopen_job, skills_changed

STATED = (
    *("title", "city", "region", "remote", "industry", "employment", "level", "years_min", "years_max", "degree"),
    *("salary_min", "salary_max", "salary_currency", "salary_period", "salary_months", "salary_text"),
    *("description", "responsibilities", "requirements", "language", "expires_at"),
)
PAY_DETAILS = ("salary_months", "salary_text")


class JobResource(HarmlessResource):
    class Meta:
        model = Job
        fields = ("id", "source", "external_id", "company__name", *STATED, "status", "published_at")


class JobSkillInline(TabularInline):
    model = JobSkill
    extra = 0
    autocomplete_fields = ("skill",)
    fields = ("skill", "required", "position")


@admin.register(Job)
class JobAdmin(LoggedExport, SharedAdmin):
    """Jobs come from recruiters and imports; here they are looked after."""

    resource_classes: ClassVar = [JobResource]
    list_display = ("title", "company", "city", "status", "published_at", "expires_at", "source")
    list_filter = ("status", "remote", "employment", "level", "language", "source")
    list_select_related = ("company",)
    search_fields = ("title", "company__name", "external_id", "city")
    search_help_text = _("Title, company, city or the id of the source.")
    date_hierarchy = "published_at"
    autocomplete_fields = ("company", "posted_by")
    compressed_fields = False  # labels above, so that several fields fit side by side
    inlines: ClassVar = [JobSkillInline]
    actions: ClassVar = ["close_jobs", "reopen_jobs"]
    readonly_fields = ("company", "posted_by", "status", "published_at", "closed_at", "source", "external_id")
    fieldsets = (
        (None, {"fields": ("title", ("company", "posted_by"), ("status", "published_at", "closed_at"), "expires_at")}),
        (_("Place and kind"), {"fields": (("city", "region", "remote"), ("industry", "employment", "level"))}),
        (
            _("Pay"),
            {
                "fields": (
                    ("salary_min", "salary_max"),
                    ("salary_currency", "salary_period"),
                    "salary_months",
                    "salary_text",
                )
            },
        ),
        (_("What is asked for"), {"fields": (("years_min", "years_max", "degree"),)}),
        (_("Words"), {"fields": ("description", "responsibilities", "requirements", "language")}),
        (_("Origin"), {"fields": (("source", "external_id"),)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Job]:
        return super().get_queryset(request).defer("search_tokens")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Job, form: Any, change: bool) -> None:
        changed: Any = {name: form.cleaned_data[name] for name in form.changed_data if name in STATED}
        edit_job(job=obj, editor=person_of(request), **changed)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if any(formset.has_changed() for formset in formsets):
            skills_changed(job=Job.objects.get(pk=form.instance.pk))

    @admin.action(description=_("Close: takes them off the lists"), permissions=["change"])
    def close_jobs(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        self._each(request, queryset, lambda job: close_job(job=job, closer=person_of(request)))

    @admin.action(description=_("Open again"), permissions=["change"])
    def reopen_jobs(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        self._each(request, queryset, lambda job: reopen_job(job=job, opener=person_of(request)))

    def _each(self, request: HttpRequest, queryset: QuerySet[Job], act: Callable[[Job], Any]) -> None:
        done, refusals = 0, []
        for job in queryset:
            try:
                act(job)
            except DomainError as refusal:
                refusals.append(f"{job}: {refusal}")
            else:
                done += 1
        self.message_user(request, ngettext("%d job changed.", "%d jobs changed.", done) % done)
        for text in refusals[:10]:
            self.message_user(request, text, messages.WARNING)
