"""Cards in the console, to look at: their state, never what people said in them."""

from typing import ClassVar

from django.contrib import admin

from apps.chat.cards.models import Card, QuizQuestion
from apps.console.colleagues import SharedAdmin
from apps.console.pages import ReadOnlyAdmin


@admin.register(Card)
class CardAdmin(ReadOnlyAdmin):
    list_display = ("type", "conversation", "state", "made_by", "created_at", "due_at", "closed_at")
    list_filter = ("type", "state")
    list_select_related = ("conversation", "made_by")
    search_fields = ("=conversation__id",)
    fields = ("conversation", "type", "version", "state", "made_by", "created_at", "due_at", "closed_at")
    ordering: ClassVar = ("-message",)


@admin.register(QuizQuestion)
class QuizQuestionAdmin(SharedAdmin):
    """The industry quiz. What the product brought can be switched off; deleted it would come back."""

    list_display = ("question_en", "question_zh", "industries", "is_active")
    list_filter = ("is_active",)
    search_fields = ("question_en", "question_zh", "industries", "key")
    fields = (
        *("key", "industries", "question_en", "question_zh", "right_en", "right_zh"),
        *("wrong1_en", "wrong1_zh", "wrong2_en", "wrong2_zh", "is_active"),
    )
