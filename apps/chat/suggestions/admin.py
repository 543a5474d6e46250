"""What became of suggested replies, and of proposed stages: read only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.chat.stages.models import StageProposal
from apps.chat.suggestions.models import Suggestion
from apps.console.pages import ReadOnlyAdmin


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    """Shown, taken, sent as it was or edited, answered."""

    list_display = ("shown_at", "topic", "source", "is_taken", "is_sent", "is_edited", "is_answered")
    list_filter = ("source", "is_edited", "shown_at")
    fields = ("conversation", "topic", "source", "shown_at", "taken_at", "is_edited")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Suggestion]:
        return super().get_queryset(request).with_answers()

    @admin.display(description=_("taken"), boolean=True)
    def is_taken(self, suggestion: Suggestion) -> bool:
        return suggestion.taken_at is not None

    @admin.display(description=_("sent"), boolean=True)
    def is_sent(self, suggestion: Suggestion) -> bool:
        return suggestion.message_id is not None

    @admin.display(description=_("answered"), boolean=True)
    def is_answered(self, suggestion: Any) -> bool:
        return suggestion.is_answered


@admin.register(StageProposal)
class StageProposalAdmin(ReadOnlyAdmin):
    list_display = ("proposed_at", "conversation", "stage", "sureness", "answer", "answered_by")
    list_filter = ("stage", "answer", "proposed_at")
    list_select_related = ("conversation", "answered_by")
