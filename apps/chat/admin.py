"""The console of chat: presets and chips to edit; conversations, messages and reminders to look at."""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Count, Field, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from apps.chat.models import Chip, Conversation, Message, MessageOriginal, Participant, Preset, Reminder
from apps.chat.topic_words import TOPIC_WORDS
from apps.console.pages import AuditedAdmin, ReadOnlyAdmin, choice_among

USAGE_DAYS = 30


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
    show_full_result_count = False


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """What members see; whoever opens a message leaves an entry in the log."""

    list_display = ("conversation", "seq", "sender", "kind", "origin", "created_at", "edited_at", "recalled_at")
    list_filter = ("kind", "origin")
    list_select_related = ("conversation", "sender")
    search_fields = ("=conversation__id", "=sender__email")
    fields = ("conversation", "seq", "sender", "kind", "origin", "body", "created_at", "edited_at", "recalled_at")
    show_full_result_count = False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().change_view(request, object_id, *args, **kwargs)
        log_reading(request, self.get_object(request, object_id), "Read this message.")
        return response


@admin.register(MessageOriginal)
class MessageOriginalAdmin(ReadOnlyAdmin):
    """Texts before an edit or a recall, for moderators. The list shows none; opening one is logged."""

    list_display = ("message", "reason", "replaced_at")
    list_filter = ("reason",)
    list_select_related = ("message",)
    search_fields = ("=message__id",)
    fields = ("message", "reason", "body", "replaced_at")
    show_full_result_count = False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().change_view(request, object_id, *args, **kwargs)
        log_reading(request, self.get_object(request, object_id), "Read the original text.")
        return response


def log_reading(request: HttpRequest, row: Model | None, what: str) -> None:
    """Keeps who read it, where there was something to read."""
    if row is not None and request.user.pk:
        LogEntry.objects.log_actions(request.user.pk, [row], CHANGE, change_message=what, single_object=True)


@admin.register(Preset)
class PresetAdmin(ModelAdmin):
    """The system's presets. People's own are theirs."""

    list_display = ("title_en", "title_zh", "audience", "stage", "is_active", "uses", "answered_share")
    list_filter = ("audience", "stage", "is_active")
    search_fields = ("title_en", "title_zh", "body_en", "body_zh", "key")
    fields = ("key", "audience", "stage", "title_en", "title_zh", "body_en", "body_zh", "is_active")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Preset]:
        since = timezone.now() - timedelta(days=USAGE_DAYS)
        lately = Q(messages__created_at__gt=since)
        return (
            super()
            .get_queryset(request)
            .filter(scope=Preset.Scope.SYSTEM)
            .annotate(
                use_count=Count("messages", filter=lately, distinct=True),
                answered_count=Count("messages", filter=lately & Q(messages__answered_by__isnull=False), distinct=True),
            )
        )

    @admin.display(description=_("sent in 30 days"), ordering="use_count")
    def uses(self, preset: Any) -> int:
        return preset.use_count

    @admin.display(description=_("answered"))
    def answered_share(self, preset: Any) -> str:
        return f"{preset.answered_count / preset.use_count:.0%}" if preset.use_count else "–"

    def has_delete_permission(self, request: HttpRequest, obj: Preset | None = None) -> bool:
        """What the product brought would come back; it can be switched off."""
        return (obj is None or not obj.key) and super().has_delete_permission(request, obj)


@admin.register(Chip)
class ChipAdmin(AuditedAdmin):
    list_display = ("label_en", "label_zh", "audience", "stage", "topic_label", "position", "is_active")
    list_filter = ("audience", "stage", "is_active")
    search_fields = ("label_en", "label_zh", "question_en", "question_zh", "topic")

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """The topics that the product knows, and those in use: of no other can it tell whether it is open."""
        if db_field.name == "topic":
            return choice_among(db_field, TOPIC_WORDS)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("topic"), ordering="topic")
    def topic_label(self, chip: Chip) -> str:
        return str(TOPIC_WORDS.get(chip.topic, chip.topic))

    def has_delete_permission(self, request: HttpRequest, obj: Chip | None = None) -> bool:
        return False


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ("kind", "person", "conversation", "due_at", "sent_at", "cancelled_at")
    list_filter = ("kind",)
    list_select_related = ("person", "conversation")
    show_full_result_count = False
