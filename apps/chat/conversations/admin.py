from typing import ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline

from apps.chat.conversations.models import Conversation, Participant
from apps.console.pages import ReadOnlyAdmin


class ParticipantInline(TabularInline):
    model = Participant
    extra = 0
    can_delete = False
    fields = readonly_fields = ("user", "role", "read_seq", "delivered_seq", "joined_at", "left_at")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("chat.view_conversation")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participant]:
        return super().get_queryset(request).select_related("user")


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "stage", "candidate", "recruiter", "company", "head_seq", "last_message_at")
    list_filter = ("kind", "stage")
    list_select_related = ("candidate", "recruiter", "company")
    search_fields = ("title", "candidate__email", "candidate__name", "recruiter__email", "company__name")
    fields = (
        "kind",
        "title",
        "stage",
        "job",
        "company",
        "candidate",
        "recruiter",
        "opened_by",
        "waiting_for",
        "head_seq",
        "created_at",
        "last_message_at",
    )
    inlines: ClassVar = [ParticipantInline]
