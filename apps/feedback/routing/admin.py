from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import ManyToManyField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.console.pages import AuditedAdmin
from apps.feedback.routing.models import RoutingRule, Team
from apps.feedback.work.services import operators


@admin.register(Team)
class TeamAdmin(AuditedAdmin):
    """Operators who share a queue."""

    list_display = ("name", "tier", "member_names")
    list_filter = ("tier",)
    search_fields = ("name_en", "name_zh")
    filter_horizontal = ("members",)
    fields = (("name_en", "name_zh"), "tier", "members")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("members")

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "members":
            kwargs["queryset"] = operators()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @display(description=_("name"), ordering="name_en")
    def name(self, team: Team) -> str:
        return team.name

    @display(description=_("members"))
    def member_names(self, team: Team) -> str:
        return ", ".join(sorted(person.name for person in team.members.all())) or "–"


@admin.register(RoutingRule)
class RoutingRuleAdmin(AuditedAdmin):
    """The first rule that fits a ticket decides its team and its time. Tickets that have both keep them."""

    list_display = ("words", "place", "answer_hours", "team", "is_active")
    list_display_links = ("words",)
    list_filter = ("is_active", "team")
    list_select_related = ("segment", "team")
    ordering = ("place", "pk")
    autocomplete_fields: ClassVar = ("team",)
    fields = (("place", "is_active"), ("severity", "category"), ("area", "segment"), ("answer_hours", "team"))

    @display(description=_("fits"), ordering="place")
    def words(self, rule: RoutingRule) -> str:
        return rule.words
