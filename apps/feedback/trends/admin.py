"""Trends in the console: what people tell, week by week, what emerges, and the counts to take along."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action, display
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.console.answers import back_to, telling
from apps.console.exports import HarmlessResource
from apps.console.pages import ReadOnlyAdmin
from apps.console.steps import asks
from apps.exports.lists import LoggedExport
from apps.feedback.trends.models import ClusterWeek, TicketCluster
from apps.feedback.trends.selectors import MOST_TOLD_FIRST, by_segment, by_severity, columns, examples, trends
from apps.feedback.trends.services import make_topic


class EmergingFilter(admin.SimpleListFilter):
    title = gettext_lazy("emerging")
    parameter_name = "emerging"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("this week or last"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(emerges=True) if self.value() == "yes" else queryset


class TopicForm(BaseDialogForm):
    title_en = forms.CharField(
        label=gettext_lazy("Title in English"), max_length=120, widget=UnfoldAdminTextInputWidget
    )
    title_zh = forms.CharField(
        label=gettext_lazy("Title in Chinese"), max_length=120, widget=UnfoldAdminTextInputWidget
    )


@admin.register(TicketCluster)
class TicketClusterAdmin(ReadOnlyAdmin):
    """What several people tell, the most told of late first."""

    list_display = ("name", "shown_emerging", "shown_columns", "shown_recent", "people", "shown_topic", "last_at")
    list_display_links = ("name",)
    list_filter = (EmergingFilter, ("topic", admin.EmptyFieldListFilter))
    search_fields = ("words_en", "words_zh", "=id")
    search_help_text = gettext_lazy("Words of the trend, or its number.")
    compressed_fields = False
    fields = ("name", "shown_weeks", "shown_severity", "shown_segments", "shown_examples", "shown_topic")
    readonly_fields: ClassVar[Any] = fields
    actions_detail: ClassVar = ["make_topic", "link_new"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TicketCluster]:
        return trends(now=timezone.now())

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return MOST_TOLD_FIRST

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One that was merged leads to the one that has its tickets."""
        merged = TicketCluster.objects.filter(pk=object_id, merged_into__isnull=False) if object_id.isdigit() else None
        gone = merged.first() if merged is not None else None
        if gone is not None and gone.merged_into is not None and self.has_view_permission(request):
            return HttpResponseRedirect(gone.merged_into.console_url)
        return super().change_view(request, object_id, form_url, extra_context)

    def has_topic_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("feedback.add_topic")

    def get_actions_detail(self, request: HttpRequest, object_id: str) -> list[UnfoldAction]:
        has_topic = TicketCluster.objects.filter(pk=object_id, topic__isnull=False).exists()
        name = f"feedback_ticketcluster_{'link_new' if has_topic else 'make_topic'}"
        return [found for found in super().get_actions_detail(request, object_id) if found.action_name == name]

    @display(description=gettext_lazy("what is told"))
    def name(self, cluster: TicketCluster) -> str:
        return str(cluster)

    @display(description=gettext_lazy("emerging"), label={True: "warning"})
    def shown_emerging(self, cluster: Any) -> tuple[bool, str] | None:
        return (True, _("emerging")) if cluster.emerges else None

    @display(description=gettext_lazy("people, twelve weeks"))
    def shown_columns(self, cluster: Any) -> SafeString:
        return self._drawn(cluster)

    @display(description=gettext_lazy("sum of four weeks"), ordering="recent")
    def shown_recent(self, cluster: Any) -> int:
        return cluster.recent

    @display(description=gettext_lazy("topic"))
    def shown_topic(self, cluster: TicketCluster) -> SafeString | str:
        if cluster.topic is None:
            return "–"
        url = reverse("admin:feedback_topic_change", args=[cluster.topic_id])
        return format_html('<a class="underline" href="{}">{}</a>', url, cluster.topic)

    @display(description=gettext_lazy("week by week"))
    def shown_weeks(self, cluster: Any) -> SafeString:
        drawn = self._drawn(cluster)
        weeks = reversed(columns(cluster.shown_weeks, now=timezone.now()))
        return render_to_string("admin/feedback/trends/_weeks.html", {"weeks": weeks, "drawn": drawn})

    @display(description=gettext_lazy("by severity"))
    def shown_severity(self, cluster: TicketCluster) -> SafeString:
        return render_to_string("admin/feedback/trends/_severity.html", {"rows": by_severity(cluster)})

    @display(description=gettext_lazy("by segment"))
    def shown_segments(self, cluster: TicketCluster) -> SafeString:
        return render_to_string("admin/feedback/trends/_segments.html", {"rows": by_segment(cluster)})

    @display(description=gettext_lazy("typical tickets"))
    def shown_examples(self, cluster: TicketCluster) -> SafeString:
        return render_to_string("admin/feedback/trends/_examples.html", {"tickets": examples(cluster)})

    @action(
        description=gettext_lazy("Make it a topic"),
        url_path="make-topic",
        permissions=["topic"],
        icon="topic",
        dialog=asks(
            gettext_lazy("Make it a topic"),
            gettext_lazy("A draft in your words; its tickets that have no topic yet are linked to it."),
            form=TopicForm,
        ),
    )
    def make_topic(self, request: HttpRequest, form: TopicForm, object_id: str) -> HttpResponse:
        said = form.cleaned_data
        with telling(request, _("The topic is there, unpublished, with its tickets.")):
            make_topic(cluster_id=int(object_id), title_en=said["title_en"], title_zh=said["title_zh"])
        return back_to(request, TicketCluster, object_id)

    @action(
        description=gettext_lazy("Link new tickets to the topic"),
        url_path="link-new",
        permissions=["topic"],
        icon="link",
        dialog=asks(
            gettext_lazy("Link what came since"),
            gettext_lazy("Tickets of this trend that have no topic yet get its topic."),
            submit=gettext_lazy("Link"),
        ),
    )
    def link_new(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        with telling(request, _("The tickets that came since are linked.")):
            make_topic(cluster_id=int(object_id), title_en="", title_zh="")
        return back_to(request, TicketCluster, object_id)

    def _drawn(self, cluster: Any) -> SafeString:
        weeks = columns(cluster.shown_weeks, now=timezone.now())
        return render_to_string("admin/feedback/trends/_columns.html", {"weeks": weeks})


class ClusterWeekResource(HarmlessResource):
    """A line a trend and week, for a spreadsheet."""

    topic = Field(attribute="cluster__topic__title_en", column_name="topic")
    words_en = Field(attribute="cluster__words_en", column_name="words_en")
    words_zh = Field(attribute="cluster__words_zh", column_name="words_zh")

    class Meta:
        model = ClusterWeek
        fields = (
            "week",
            "cluster",
            "words_en",
            "words_zh",
            "topic",
            "tickets",
            "people",
            "chance",
            "is_emerging",
        )


@admin.register(ClusterWeek)
class ClusterWeekAdmin(LoggedExport, ReadOnlyAdmin):
    """The counts themselves."""

    resource_classes: ClassVar = [ClusterWeekResource]
    list_display = ("week", "cluster", "tickets", "people", "shown_chance", "shown_emerging")
    list_filter = ("is_emerging", ("cluster__topic", admin.EmptyFieldListFilter))
    list_select_related = ("cluster__topic",)
    date_hierarchy = "week"
    search_fields = ("cluster__words_en", "cluster__words_zh", "=cluster__id")
    fields = ("week", "cluster", "tickets", "people", "shown_chance", "shown_emerging")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ClusterWeek]:
        return super().get_queryset(request).filter(cluster__in=TicketCluster.objects.shown())

    @display(description=gettext_lazy("by chance"), ordering="chance")
    def shown_chance(self, one: ClusterWeek) -> str:
        return "–" if one.chance is None else f"{one.chance:.2g}"

    @display(description=gettext_lazy("emerging"), ordering="is_emerging")
    def shown_emerging(self, one: ClusterWeek) -> str:
        return _("emerging") if one.is_emerging else "–"
