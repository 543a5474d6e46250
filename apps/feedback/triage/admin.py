from django.contrib import admin
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from apps.console.filters import NamedValuesFilter
from apps.console.pages import ReadOnlyAdmin
from apps.feedback.tickets.wording import value_name, value_words
from apps.feedback.triage.models import Classification


class ValueFilter(NamedValuesFilter):
    def name_of(self, value: str) -> str:
        return value_name(value)


@admin.register(Classification)
class ClassificationAdmin(ReadOnlyAdmin):
    """The ledger of what models and people said."""

    list_display = ("ticket", "field", "value_words", "confidence_words", "source", "model_version", "by", "created_at")
    list_filter = ("field", "source", ("value", ValueFilter), "model_version")
    list_select_related = ("ticket", "by")
    search_fields = ("=ticket__id",)
    search_help_text = _("The ticket's number.")
    ordering = ("-id",)

    @admin.display(description=_("confidence"), ordering="confidence")
    def confidence_words(self, said: Classification) -> str:
        return number_format(said.confidence, 2)

    @admin.display(description=_("value"), ordering="value")
    def value_words(self, said: Classification) -> str:
        return value_words(said.field, said.value)
