from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import ManyToManyField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.feedback.routing.attainment import KINDS, by_severity, by_team, by_week
from apps.feedback.routing.examples import examples
from apps.feedback.routing.models import RoutingRule, Team
from apps.feedback.sla.models import Clock
from apps.feedback.work.services import operators

PERIODS = ("8", "26", "52")
"""Weeks."""


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
    """The first rule that fits a ticket decides its team and its times. Tickets that have both keep them."""

    list_display = ("words", "place", "answer_hours", "solve_hours", "calendar", "team", "is_active")
    list_display_links = ("words",)
    list_filter = ("is_active", "team")
    list_select_related = ("segment", "team", "calendar")
    ordering = ("place", "pk")
    autocomplete_fields: ClassVar = ("team", "escalates_to")
    compressed_fields = False
    readonly_fields = ("preview",)
    fields = (
        ("place", "is_active"),
        ("severity", "category"),
        ("area", "segment"),
        ("answer_hours", "solve_hours"),
        ("calendar", "warn_percent"),
        ("team", "escalates_to"),
        "preview",
    )

    @display(description=_("fits"), ordering="place")
    def words(self, rule: RoutingRule) -> str:
        return rule.words

    @display(description=_("for example"))
    def preview(self, rule: RoutingRule) -> SafeString:
        """What it would do to tickets that arrive now and on Friday evening."""
        if rule.pk is None:
            return format_html("{}", gettext("Save it to see when tickets would be due."))
        return format_html_join("", "<p>{}</p>", ((line,) for line in examples(rule, now=timezone.now())))


@admin.register(Clock)
class ClockAdmin(ReadOnlyAdmin):
    """Instead of a list how many were kept; the clocks of a ticket stand with it."""

    fields = (
        "ticket",
        "kind",
        "calendar",
        "team",
        "started_at",
        "due_at",
        "paused_at",
        "decided_at",
        "is_met",
        "ended_at",
    )

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        weeks = request.GET.get("weeks", "")
        weeks = weeks if weeks in PERIODS else PERIODS[0]
        until = timezone.now()
        period = {"since": until - timedelta(weeks=int(weeks)), "until": until}
        context = self.admin_site.each_context(request) | {
            "title": gettext("Answered and solved in time"),
            "opts": self.opts,
            "weeks": weeks,
            "periods": PERIODS,
            "kinds": [kind.label for kind in KINDS],
            "tables": [
                (gettext("Week from"), by_week(**period)),
                (gettext("Severity"), by_severity(**period)),
                (gettext("Team"), by_team(**period)),
            ],
        }
        return render(request, "admin/feedback/attainment.html", context)
