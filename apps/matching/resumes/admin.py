from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.console.colleagues import SharedAdmin
from apps.console.exports import HarmlessResource
from apps.console.pages import ReadOnlyAdmin
from apps.exports.lists import LoggedExport
from apps.matching.resumes.models import ReadingNotice, Resume
from apps.matching.resumes.services import claim_resume


class ResumeResource(HarmlessResource):
    """Without names and prose: what somebody wrote about themselves stays here."""

    class Meta:
        model = Resume
        fields = (
            *("id", "source", "external_id", "title", "years_experience", "city", "region", "remote_ok", "industry"),
            *("degree", "salary_min", "salary_max", "salary_currency", "salary_period", "visibility", "updated_at"),
        )


class IsClaimed(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "claimed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Belongs to somebody")), ("no", _("Unclaimed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Resume]) -> QuerySet[Resume]:
        if self.value() in ("yes", "no"):
            return queryset.filter(owner__isnull=self.value() == "no")
        return queryset


class ClaimForm(forms.ModelForm):
    class Meta:
        model = Resume
        fields: ClassVar = ["owner"]

    def clean_owner(self) -> Any:
        owner = self.cleaned_data["owner"]
        if owner is not None and Resume.objects.filter(owner=owner).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This person has another résumé already."))
        return owner


@admin.register(Resume)
class ResumeAdmin(LoggedExport, SharedAdmin):
    """Résumés are their owners'. An operator gives an unclaimed one to its person, and changes nothing else."""

    resource_classes: ClassVar = [ResumeResource]
    form = ClaimForm
    list_display = ("__str__", "owner", "city", "years_experience", "visibility", "source", "updated_at")
    list_filter = (IsClaimed, "visibility", "language", "source")
    list_select_related = ("owner",)
    search_fields = ("title", "person_name", "external_id", "owner__name", "owner__email")
    autocomplete_fields = ("owner",)
    readonly_fields = (
        *("person_name", "title", "years_experience", "city", "region", "remote_ok", "industry", "degree"),
        *("named_skills", "summary", "experience", "projects", "education", "languages", "visibility"),
        *("source", "external_id", "created_at", "updated_at"),
    )
    fields = ("owner", *readonly_fields)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Resume]:
        return super().get_queryset(request).defer("text")

    def get_readonly_fields(self, request: HttpRequest, obj: Resume | None = None) -> tuple[str, ...]:
        is_claimed = obj is not None and obj.owner_id is not None
        return ("owner", *self.readonly_fields) if is_claimed else tuple(self.readonly_fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Resume, form: Any, change: bool) -> None:
        owner = form.cleaned_data.get("owner")
        if owner is not None and "owner" in form.changed_data:
            claim_resume(resume=Resume.objects.get(pk=obj.pk), owner=owner)

    @admin.display(description=_("skills"))
    def named_skills(self, resume: Resume) -> str:
        return ", ".join(str(skill) for skill in resume.skills.all())


@admin.register(ReadingNotice)
class ReadingNoticeAdmin(ReadOnlyAdmin):
    """Who opened more résumés in a day than recruiting needs; what to do about it is the operator's to decide."""

    list_display = ("reader", "company", "day", "opened", "was_refused", "noticed_at")
    list_filter = ("was_refused", "day")
    list_select_related = ("reader__company",)
    search_fields = ("reader__name", "reader__email", "reader__company__name")
    fields = readonly_fields = ("reader", "company", "day", "opened", "was_refused", "noticed_at")

    @admin.display(description=_("company"), ordering="reader__company__name")
    def company(self, notice: ReadingNotice) -> str:
        return str(notice.reader.company or "–")
