"""Incidents in the console: the chart that opened one, who mends it, what was changed, and whether that helped."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action, display
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from apps.console.answers import back_to, telling
from apps.console.pages import AuditedAdmin
from apps.console.steps import asks
from apps.feedback.incidents.drawing import drawing
from apps.feedback.incidents.models import Incident
from apps.feedback.incidents.selectors import chart_of, incidents
from apps.feedback.incidents.services import close_by_hand, record_change
from apps.feedback.releases.models import Release
from apps.feedback.topics.models import Topic

STATE_COLOURS = {Incident.State.OPEN: "danger", Incident.State.WATCHED: "warning", Incident.State.CLOSED: "success"}
MOST_RELEASES = 50


class ChangeForm(BaseDialogForm):
    change = forms.CharField(
        label=gettext_lazy("The change made"), max_length=2000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )
    release = forms.ChoiceField(
        label=gettext_lazy("It came with release"), required=False, widget=UnfoldAdminSelectWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = Incident.objects.filter(pk=self.object_id).values("opened_at")
        newer = Release.objects.filter(published_at__gte=since).order_by("-published_at")[:MOST_RELEASES]
        self.fields["release"].choices = [("", _("None")), *((str(one.pk), one.version) for one in newer)]


class CloseForm(BaseDialogForm):
    because = forms.CharField(
        label=gettext_lazy("Why"), max_length=1000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )


@admin.register(Incident)
class IncidentAdmin(AuditedAdmin):
    """Team, root cause and linked topics are written here; every step is a service."""

    list_display = ("topic", "shown_state", "people", "limit", "team", "release", "opened_at", "closed_at")
    list_display_links = ("topic",)
    list_filter = ("state", "team", "release")
    list_select_related = ("topic", "team", "release")
    search_fields = ("topic__title_en", "topic__title_zh", "root_cause")
    filter_horizontal = ("linked",)
    compressed_fields = False
    fields = (
        ("state", "opened_at"),
        ("topic", "release"),
        ("people", "limit", "weeks"),
        "shown_chart",
        "team",
        "root_cause",
        "linked",
        ("change", "changed_in", "changed_at"),
        "shown_check",
        ("verdict", "closed_at", "closed_because"),
    )
    actions_detail: ClassVar = ["record", "close"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Incident]:
        return incidents()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ()

    def get_readonly_fields(self, request: HttpRequest, obj: Incident | None = None) -> tuple[str, ...]:
        opened = ("state", "opened_at", "topic", "release", "people", "limit", "weeks", "shown_chart")
        steps = ("change", "changed_in", "changed_at")
        after = ("shown_check", "verdict", "closed_at", "closed_because")
        over = ("team", "root_cause", "linked") if obj and obj.closed_at else ()
        return (*opened, *steps, *over, *after)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Incident | None = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "linked":
            kwargs["queryset"] = Topic.objects.filter(merged_into=None).order_by("-updated_at")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_actions_detail(self, request: HttpRequest, object_id: str) -> list[UnfoldAction]:
        is_open = Incident.objects.filter(pk=object_id, closed_at=None).exists()
        return super().get_actions_detail(request, object_id) if is_open else []

    def get_urls(self) -> list[URLPattern]:
        chart = path("chart/<int:topic_id>/", self.admin_site.admin_view(self.chart), name="feedback_incident_chart")
        return [chart, *super().get_urls()]

    def chart(self, request: HttpRequest, topic_id: int) -> HttpResponse:
        """Of any topic, also where nothing happened."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        topic = get_object_or_404(Topic, pk=topic_id)
        context = self.admin_site.each_context(request) | {
            "title": _("Control chart"),
            "topic": topic,
            **_drawn(topic),
            "incidents": Incident.objects.filter(topic=topic).order_by("-pk")[:20],
        }
        return render(request, "admin/feedback/incidents/chart.html", context)

    @display(description=gettext_lazy("state"), ordering="state", label=STATE_COLOURS)
    def shown_state(self, incident: Incident) -> tuple[str, str]:
        return incident.state, incident.get_state_display()

    @display(description=gettext_lazy("control chart"))
    def shown_chart(self, incident: Incident) -> SafeString:
        return render_to_string("admin/feedback/incidents/_chart.html", _drawn(incident.topic))

    @display(description=gettext_lazy("before and after the change"))
    def shown_check(self, incident: Incident) -> SafeString:
        return render_to_string("admin/feedback/incidents/_check.html", {"checked": incident.checked})

    @action(
        description=gettext_lazy("The change is made"),
        url_path="record",
        permissions=["change"],
        icon="build",
        dialog=asks(
            gettext_lazy("The change is made"),
            gettext_lazy("From then on reports are compared, week by week, with those before it."),
            form=ChangeForm,
            submit=gettext_lazy("Watch it"),
        ),
    )
    def record(self, request: HttpRequest, form: ChangeForm, object_id: str) -> HttpResponse:
        said = form.cleaned_data
        release = int(said["release"]) if said["release"] else None
        with telling(request, _("It is watched: the incident closes when reports went down.")):
            record_change(incident_id=int(object_id), change=said["change"], release_id=release)
        return back_to(request, Incident, object_id)

    @action(
        description=gettext_lazy("Close by hand"),
        url_path="close",
        permissions=["change"],
        icon="close",
        dialog=asks(
            gettext_lazy("Close by hand"),
            gettext_lazy("For a false alarm. What was mended closes by itself."),
            form=CloseForm,
            submit=gettext_lazy("Close"),
        ),
    )
    def close(self, request: HttpRequest, form: CloseForm, object_id: str) -> HttpResponse:
        with telling(request, _("The incident is closed.")):
            close_by_hand(incident_id=int(object_id), because=form.cleaned_data["because"])
        return back_to(request, Incident, object_id)


def _drawn(topic: Topic) -> dict[str, Any]:
    chart = chart_of(topic, now=timezone.now())
    return {"drawing": drawing(chart.weeks), "releases": chart.releases[::-1]}
