from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.accounts.people.access import person_of
from apps.console.bulk import do_for_each
from apps.console.pages import AuditedAdmin, ReadOnlyAdmin
from apps.feedback.tickets import wording
from apps.feedback.topics.duplicates import decide_duplicate
from apps.feedback.topics.errors import MergedAlready
from apps.feedback.topics.models import DuplicateLink, Topic, TopicStatus
from apps.feedback.topics.services import merge_topics, shipped_topic_published, topic_shipped, unmerge_topic
from apps.feedback.topics.voices import voices_of, with_voices


@admin.register(DuplicateLink)
class DuplicateLinkAdmin(ReadOnlyAdmin):
    """Suggestions that a person confirms or dismisses."""

    list_display = ("ticket_text", "other_text", "score", "confirmed", "confirmed_by", "created_at")
    list_filter = ("confirmed", "created_at")
    list_select_related = ("ticket", "other", "confirmed_by")
    search_fields = ("=ticket__id", "=other__id")
    search_help_text = _("A ticket's number.")
    ordering = (F("confirmed").desc(nulls_first=True), "-score")
    actions = ("confirm", "dismiss")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("feedback.change_duplicatelink")

    @display(description=_("ticket"))
    def ticket_text(self, link: DuplicateLink) -> str:
        return f"#{link.ticket_id} {wording.headline(link.ticket)}"

    @display(description=_("earlier ticket"))
    def other_text(self, link: DuplicateLink) -> str:
        return f"#{link.other_id} {wording.headline(link.other)}"

    @action(description=_("They say the same"), permissions=["decide"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[DuplicateLink]) -> None:
        self._decide(request, queryset, is_duplicate=True)

    @action(description=_("They don't say the same"), permissions=["decide"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet[DuplicateLink]) -> None:
        self._decide(request, queryset, is_duplicate=False)

    def _decide(self, request: HttpRequest, queryset: QuerySet[DuplicateLink], *, is_duplicate: bool) -> None:
        operator = person_of(request)
        do_for_each(
            request,
            queryset,
            lambda link: decide_duplicate(link_id=link.pk, operator=operator, is_duplicate=is_duplicate),
        )


class TopicForm(forms.ModelForm):
    """A part of another topic isn't shipped by itself."""

    def clean_status(self) -> str:
        status: str = self.cleaned_data["status"]
        if status == TopicStatus.SHIPPED and "status" in self.changed_data and self.instance.merged_into_id:
            raise forms.ValidationError(MergedAlready.message, code=MergedAlready.code)
        return status


@admin.register(Topic)
class TopicAdmin(AuditedAdmin):
    """Published topics are on the roadmap and shown to people who write something similar. Saying that one is shipped
    tells all its supporters and asks them."""

    form = TopicForm
    list_display = (
        "title_en",
        "title_zh",
        "status",
        "is_published",
        "tickets_linked",
        "voices",
        "merged_into",
        "reopened_at",
        "updated_at",
    )
    list_filter = ("status", "is_published", ("reopened_at", admin.EmptyFieldListFilter))
    list_select_related = ("merged_into",)
    readonly_fields = ("merged_into", "shipped_at", "reopened_at")
    actions = ("merge", "take_apart")
    actions_detail: ClassVar = ["chart", "try_out"]
    search_fields = ("title_en", "title_zh", "summary_en", "summary_zh")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return with_voices(super().get_queryset(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "tickets_linked", "voices") if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if obj.status == TopicStatus.SHIPPED and "status" in form.changed_data:
            topic_shipped(topic_id=obj.pk)
        elif obj.status == TopicStatus.SHIPPED and obj.is_published and "is_published" in form.changed_data:
            shipped_topic_published(topic_id=obj.pk)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("feedback.change_topic")

    @action(description=_("Merge into the oldest of them"), permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Topic]) -> None:
        oldest, *others = queryset.order_by("pk")
        if not others:
            messages.warning(request, gettext("Choose two or more: the oldest stays, the others become part of it."))
        elif do_for_each(request, others, lambda topic: merge_topics(topic_id=topic.pk, into_id=oldest.pk)):
            people = voices_of(oldest)
            words = ngettext(
                "“%(topic)s” stays, and concerns %(n)d person now.",
                "“%(topic)s” stays, and concerns %(n)d people now.",
                people,
            )
            messages.info(request, words % {"topic": oldest, "n": people})

    @action(description=_("Take apart again"), permissions=["merge"])
    def take_apart(self, request: HttpRequest, queryset: QuerySet[Topic]) -> None:
        do_for_each(request, queryset, lambda topic: unmerge_topic(topic_id=topic.pk))

    def has_chart_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("feedback.view_incident")

    @action(description=_("Control chart"), url_path="chart", permissions=["chart"], icon="show_chart")
    def chart(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:feedback_incident_chart", args=[object_id]))

    def has_invite_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("feedback.add_betaprogramme")

    @action(description=_("Invite its reporters to try"), url_path="try-out", permissions=["invite"], icon="science")
    def try_out(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """To a new programme of this topic."""
        return HttpResponseRedirect(f"{reverse('admin:feedback_betaprogramme_add')}?{urlencode({'topic': object_id})}")

    @display(description=_("tickets"), ordering="told")
    def tickets_linked(self, topic: Any) -> int:
        return topic.told

    @display(description=_("people concerned"), ordering="people")
    def voices(self, topic: Any) -> int:
        return topic.people
