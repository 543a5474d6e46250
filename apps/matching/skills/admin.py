from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Count, Field, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from unfold.admin import TabularInline

from apps.console.colleagues import SharedAdmin
from apps.console.exports import HarmlessResource
from apps.console.filters import NamedValuesFilter
from apps.console.pages import choice_among
from apps.exports.lists import LoggedExport
from apps.matching.skills.models import Skill, SkillAlias
from apps.matching.skills.services import merge_skills, spell_names, verify_skill
from apps.matching.skills.wording import FIELD_WORDS


class SkillResource(HarmlessResource):
    class Meta:
        model = Skill
        fields = ("id", "slug", "name_en", "name_zh", "field", "is_verified")


class AliasInline(TabularInline):
    model = SkillAlias
    extra = 1
    fields = ("text", "reach")


class FieldFilter(NamedValuesFilter):
    def name_of(self, value: str) -> str:
        return str(FIELD_WORDS.get(value, value))


def _uses(relation: str) -> Coalesce:
    """How many things name a skill over this relation."""
    links = getattr(Skill, relation).through.objects
    by_itself = links.filter(skill=OuterRef("pk")).order_by().values("skill").annotate(uses=Count("*"))
    return Coalesce(Subquery(by_itself.values("uses")), 0)


@admin.register(Skill)
class SkillAdmin(LoggedExport, SharedAdmin):
    """The skills under all their names. Imports bring unknown ones, which wait here to be verified or merged."""

    resource_classes: ClassVar = [SkillResource]
    list_display = ("name_en", "name_zh", "field_label", "is_verified", "number_of_jobs", "number_of_resumes")
    list_filter = ("is_verified", ("field", FieldFilter))
    search_fields = ("name_en", "name_zh", "aliases__text")
    readonly_fields = ("is_verified", "created_at")
    prepopulated_fields: ClassVar = {"slug": ("name_en",)}
    inlines: ClassVar = [AliasInline]
    actions: ClassVar = ["verify", "merge"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Skill]:
        """Each use is counted by itself and for the rows of the page alone: both joins at once multiply."""
        return super().get_queryset(request).annotate(jobs_count=_uses("jobs"), resumes_count=_uses("resumes"))

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "field":
            return choice_among(db_field, FIELD_WORDS)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=pgettext_lazy("of a skill", "field"), ordering="field")
    def field_label(self, skill: Skill) -> str:
        return str(FIELD_WORDS.get(skill.field, skill.field))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        spell_names(skill=form.instance)
        if not change:
            verify_skill(skill=form.instance)

    @admin.display(description=_("jobs"), ordering="jobs_count")
    def number_of_jobs(self, skill: Skill) -> int:
        return skill.jobs_count  # type: ignore[attr-defined]

    @admin.display(description=_("résumés"), ordering="resumes_count")
    def number_of_resumes(self, skill: Skill) -> int:
        return skill.resumes_count  # type: ignore[attr-defined]

    @admin.action(description=_("Verify: find them in texts, too"), permissions=["change"])
    def verify(self, request: HttpRequest, queryset: QuerySet[Skill]) -> None:
        skills = list(queryset.filter(is_verified=False))
        for skill in skills:
            verify_skill(skill=skill)
        self.message_user(request, ngettext("%d skill verified.", "%d skills verified.", len(skills)) % len(skills))

    @admin.action(description=_("Merge into the verified one, else the oldest"), permissions=["delete"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Skill]) -> None:
        keep, *others = sorted(queryset, key=lambda skill: (not skill.is_verified, skill.pk))
        if not others or sum(skill.is_verified for skill in (keep, *others)) > 1:
            text = _("Choose two or more skills, at most one of them verified.")
            self.message_user(request, text, messages.WARNING)
            return
        for skill in others:
            merge_skills(keep=keep, gone=skill)
        self.message_user(request, _("They are “%(skill)s” from now on.") % {"skill": keep})
