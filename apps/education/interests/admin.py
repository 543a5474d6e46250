from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from apps.console.filters import NamedValuesFilter
from apps.console.pages import ReadOnlyAdmin
from apps.education.interests.models import Pushed
from apps.education.interests.selectors import names_of_segments, report
from apps.education.interests.topics import names_of_topics


class KeyFilter(NamedValuesFilter):
    """Offers keys by their names, which `read_names` reads once."""

    read_names: Callable[[], dict[str, str]]

    @cached_property
    def names(self) -> dict[str, str]:
        return self.read_names()

    def name_of(self, value: str) -> str:
        return self.names.get(value, value)


class SegmentFilter(KeyFilter):
    read_names = staticmethod(names_of_segments)


class TopicFilter(KeyFilter):
    read_names = staticmethod(names_of_topics)


@admin.register(Pushed)
class PushedAdmin(ReadOnlyAdmin):
    """What people were told is worth a look, and what became of it by topic and segment."""

    list_display = (
        *("title", "topic_words", "segment_words", "kind", "reason", "propensity"),
        *("pushed_at", "opened_at", "refused_at"),
    )
    list_before_template = "admin/education/_to_report.html"
    list_filter = ("kind", ("segment", SegmentFilter), ("topic", TopicFilter), "reason")
    search_fields = ("title_en", "title_zh", "topic")
    fields: ClassVar = [*list_display[1:], "title_en", "title_zh", "url", "item"]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The names are read once for all rows."""
        changelist = super().get_changelist_instance(request)
        topics, segments = names_of_topics(), names_of_segments()
        for pushed in changelist.result_list:
            pushed.topic_name = topics.get(pushed.topic, pushed.topic)
            pushed.segment_name = segments.get(pushed.segment, pushed.segment)
        return changelist

    def get_urls(self) -> list[URLPattern]:
        own = path("report/", self.admin_site.admin_view(self.report_view), name="education_pushed_report")
        return [own, *super().get_urls()]

    def report_view(self, request: HttpRequest) -> HttpResponse:
        """By topic and segment: told, opened, refused."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        title = _("What people take up")
        context = self.admin_site.each_context(request) | {"title": title, "opts": self.opts, "rows": report()}
        return TemplateResponse(request, "admin/education/pushed_report.html", context)

    @admin.display(description=_("title"), ordering="title_en")
    def title(self, pushed: Pushed) -> str:
        return pushed.title

    @admin.display(description=_("topic"), ordering="topic")
    def topic_words(self, pushed: Any) -> str:
        return getattr(pushed, "topic_name", None) or names_of_topics().get(pushed.topic, pushed.topic)

    @admin.display(description=_("segment"), ordering="segment")
    def segment_words(self, pushed: Any) -> str:
        return getattr(pushed, "segment_name", None) or names_of_segments().get(pushed.segment, pushed.segment)
