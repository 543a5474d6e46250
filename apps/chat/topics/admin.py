"""Chips, for those who look after the content."""

from typing import Any

from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.chat.topics.models import Chip
from apps.chat.topics.wording import TOPIC_WORDS
from apps.console.pages import AuditedAdmin, choice_among


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
