from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.console.pages import ReadOnlyAdmin
from apps.notifications.care.models import CareShown
from apps.notifications.deciding.admin import KindFilter
from apps.notifications.deciding.registry import kind_of
from apps.notifications.deciding.wording import name_of


@admin.register(CareShown)
class CareShownAdmin(ReadOnlyAdmin):
    """Words of care, and whether their people did what they were about within two weeks."""

    list_display = ("care_words", "person", "shown_at", "acted_at")
    ordering = ("-pk",)
    list_filter = (("care", KindFilter), ("acted_at", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    search_fields = ("person__email",)
    fields = ("care_words", "person", "subject", "shown_at", "acted_at")

    @admin.display(description=_("occasion"), ordering="care")
    def care_words(self, shown: CareShown) -> str:
        kind = kind_of(shown.care)
        return name_of(kind) if kind else shown.care
