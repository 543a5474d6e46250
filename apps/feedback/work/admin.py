from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.accounts.people.access import person_of
from apps.console.bulk import do_for_each
from apps.console.exports import HarmlessResource
from apps.console.pages import AuditedAdmin
from apps.exports.lists import LoggedExport
from apps.feedback.sla.clocks import clocks_of
from apps.feedback.tickets import wording
from apps.feedback.tickets.labels import Severity
from apps.feedback.tickets.lifecycle import Status
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.searching import SearchedTickets
from apps.feedback.topics.duplicates import duplicates_of
from apps.feedback.topics.services import link_topic
from apps.feedback.triage.services import override_classification
from apps.feedback.work.filters import AgeFilter, QueueFilter
from apps.feedback.work.forms import CLASSIFIED, TicketWorkForm
from apps.feedback.work.services import add_note, answer_ticket, assign_ticket, move_ticket, say_cause

# A value without an entry would be shown by its key instead of its name.
STATUS_COLOURS = dict.fromkeys(Status, "") | {
    Status.NEW: "info",
    Status.TRIAGED: "info",
    Status.IN_PROGRESS: "primary",
    Status.ANSWERED: "success",
    Status.SOLVED: "success",
    Status.REOPENED: "warning",
}
SEVERITY_COLOURS = dict.fromkeys(["", *Severity], "") | {Severity.CRITICAL: "danger", Severity.HIGH: "warning"}


class TicketResource(HarmlessResource):
    class Meta:
        model = Ticket
        fields = (
            "id",
            "created_at",
            "status",
            "category",
            "severity",
            "area",
            "language",
            "sentiment",
            "spam",
            "channel",
            "page",
            "reporter",
            "assigned_to",
            "first_response_at",
            "solved_at",
            "is_fixed_for_reporter",
            "stars",
            "cause",
            "body",
        )


@admin.register(Ticket)
class TicketAdmin(SearchedTickets, LoggedExport, AuditedAdmin):
    """Reading, answering, sorting. Nothing is saved here directly: each part of the form is a service."""

    resource_classes: ClassVar = [TicketResource]
    form = TicketWorkForm
    list_display = (
        "headline",
        "shown_status",
        "category",
        "shown_severity",
        "area",
        "shown_need",
        "assigned_to",
        "age",
    )
    list_display_links = ("headline",)
    list_filter = (
        QueueFilter,
        "needs_person",
        "status",
        "category",
        "severity",
        AgeFilter,
        "area",
        "language",
        "spam",
        "channel",
    )
    list_filter_sheet = True
    list_select_related = ("reporter", "assigned_to")
    ordering = ("-id",)
    actions = ("take_on", "start_work", "mark_solved")
    autocomplete_fields = ("topic",)
    readonly_fields = ("shown_report", "shown_timeline", "shown_verdicts", "shown_duplicates")
    fieldsets: ClassVar[Any] = [
        (None, {"fields": ("shown_report", "shown_timeline")}),
        (_("Answer"), {"fields": ("seen", "reply", ("to", "promised_day"))}),
        (_("Team"), {"fields": ("assigned_to", "note")}),
        (
            _("Sorting"),
            {"fields": ("shown_verdicts", ("category", "severity"), ("area", "language"), ("spam", "topic"))},
        ),
        (_("Likely duplicates"), {"fields": ("shown_duplicates",)}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Ticket | None = None) -> Any:
        """Who reported the same may be answered along, where there is somebody."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj is not None and obj.is_case:
            fieldsets[2] = (_("Team"), {"fields": ("assigned_to", "cause", "note")})
        if obj is not None and duplicates_of(obj.pk):
            fieldsets[1] = (_("Answer"), {"fields": ("seen", "reply", "for_all", ("to", "promised_day"))})
        return fieldsets

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Ticket | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Ticket, form: TicketWorkForm, change: bool) -> None:
        """Everything was checked while the ticket was locked, so nothing can refuse here."""
        operator, said = person_of(request), form.cleaned_data
        before = Ticket.objects.get(pk=obj.pk)
        for field in CLASSIFIED:
            if field in said and said[field] != getattr(before, field):
                override_classification(ticket_id=obj.pk, operator=operator, field=field, value=said[field])
        if said.get("cause"):
            say_cause(ticket_id=obj.pk, operator=operator, cause=said["cause"])
        if "assigned_to" in form.changed_data:
            assign_ticket(ticket_id=obj.pk, operator=operator, to=said["assigned_to"])
        if "topic" in form.changed_data:
            link_topic(ticket_id=obj.pk, topic=said["topic"])
        if said["note"]:
            add_note(ticket_id=obj.pk, operator=operator, body=said["note"])
        to = form.target
        if said["reply"]:
            answer_ticket(
                ticket_id=obj.pk,
                operator=operator,
                body=said["reply"],
                to=to,
                promised_for=said["promised_day"],
                with_duplicates=said.get("for_all", False),
            )
        elif to != before.status:
            move_ticket(ticket_id=obj.pk, operator=operator, to=to)

    def save_related(self, *args: Any) -> None:
        """There is nothing beside the ticket itself."""

    @display(description=_("ticket"), ordering="id")
    def headline(self, ticket: Ticket) -> str:
        return f"#{ticket.pk} {wording.headline(ticket)}"

    @display(description=_("status"), ordering="status", label=STATUS_COLOURS)
    def shown_status(self, ticket: Ticket) -> tuple[str, str]:
        return ticket.status, ticket.get_status_display()

    @display(description=_("severity"), ordering="severity", label=SEVERITY_COLOURS)
    def shown_severity(self, ticket: Ticket) -> tuple[str, str]:
        return ticket.severity, ticket.get_severity_display() or "—"

    @display(description=_("needs a person"), ordering="needs_person", label={True: "warning"})
    def shown_need(self, ticket: Ticket) -> tuple[bool, str] | None:
        return (True, gettext("yes")) if ticket.needs_person else None

    @display(description=_("age"), ordering="-created_at")
    def age(self, ticket: Ticket) -> str:
        return timesince(ticket.created_at, depth=1)

    @display(description=_("report"))
    def shown_report(self, ticket: Ticket) -> SafeString:
        return render_to_string("feedback/console/_report.html", {"ticket": ticket, "clocks": clocks_of(ticket.pk)})

    @display(description=_("timeline"))
    def shown_timeline(self, ticket: Ticket) -> SafeString:
        entries = list(ticket.entries.select_related("author"))
        return render_to_string("feedback/console/_timeline.html", {"lines": wording.team_lines(ticket, entries)})

    @display(description=_("what was said about it"))
    def shown_verdicts(self, ticket: Ticket) -> SafeString:
        verdicts = ticket.classifications.select_related("by").order_by("field", "pk")
        return render_to_string("feedback/console/_verdicts.html", {"verdicts": verdicts})

    @display(description=_("likely duplicates"))
    def shown_duplicates(self, ticket: Ticket) -> SafeString:
        links = ticket.duplicates.select_related("other", "confirmed_by")
        return render_to_string("feedback/console/_duplicates.html", {"links": links})

    @action(description=_("Assign to me"), permissions=["change"])
    def take_on(self, request: HttpRequest, queryset: QuerySet[Ticket]) -> None:
        operator = person_of(request)
        do_for_each(
            request,
            queryset,
            lambda ticket: assign_ticket(ticket_id=ticket.pk, operator=operator, to=operator),
        )

    @action(description=_("Set to “in progress”"), permissions=["change"])
    def start_work(self, request: HttpRequest, queryset: QuerySet[Ticket]) -> None:
        self._move(request, queryset, Status.IN_PROGRESS)

    @action(description=_("Set to “solved” and thank the reporters"), permissions=["change"])
    def mark_solved(self, request: HttpRequest, queryset: QuerySet[Ticket]) -> None:
        self._move(request, queryset, Status.SOLVED)

    def _move(self, request: HttpRequest, queryset: QuerySet[Ticket], to: Status) -> None:
        operator = person_of(request)
        do_for_each(request, queryset, lambda ticket: move_ticket(ticket_id=ticket.pk, operator=operator, to=to))
