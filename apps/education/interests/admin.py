from typing import ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from apps.console.pages import ReadOnlyAdmin
from apps.education.interests.models import Pushed
from apps.education.interests.selectors import report


@admin.register(Pushed)
class PushedAdmin(ReadOnlyAdmin):
    """What people were told is worth a look, and what became of it by topic and segment."""

    list_display = ("title", "topic", "segment", "kind", "reason", "propensity", "pushed_at", "opened_at", "refused_at")
    list_before_template = "admin/education/_to_report.html"
    list_filter = ("kind", "segment", "topic", "reason")
    search_fields = ("title_en", "title_zh", "topic")
    fields: ClassVar = [*list_display[1:], "title_en", "title_zh", "url", "item"]

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
