from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.console.pages import AuditedAdmin
from apps.feedback.models import Topic


@admin.register(Topic)
class TopicAdmin(AuditedAdmin):
    """Plain content: published topics are shown to people who write something similar."""

    list_display = ("title_en", "title_zh", "status", "is_published", "tickets_linked", "supporters", "updated_at")
    list_filter = ("status", "is_published")
    search_fields = ("title_en", "title_zh", "summary_en", "summary_zh")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        topics: QuerySet[Any] = super().get_queryset(request)
        return topics.annotate(
            ticket_count=Count("tickets", distinct=True), support_count=Count("supports", distinct=True)
        )

    @display(description=_("tickets"), ordering="ticket_count")
    def tickets_linked(self, topic: Any) -> int:
        return topic.ticket_count

    @display(description=_("supporters"), ordering="support_count")
    def supporters(self, topic: Any) -> int:
        return topic.support_count
