from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.console.filters import NamedValuesFilter
from apps.console.pages import ReadOnlyAdmin
from apps.notifications.deciding.models import Notification, NotificationPreference
from apps.notifications.deciding.registry import kind_of
from apps.notifications.deciding.wording import name_of, words


class KindFilter(NamedValuesFilter):
    def name_of(self, value: str) -> str:
        """As operators know it from the list."""
        kind = kind_of(value)
        return name_of(kind) if kind else value


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ("kind_words", "person", "channel", "created_at", "sent_at", "read_at", "cancelled_at")
    list_filter = ("channel", ("kind", KindFilter))
    list_select_related = ("person",)
    search_fields = ("person__email", "cause")
    fields = (
        "kind_words",
        "person",
        "channel",
        "body",
        "url",
        "created_at",
        "due_at",
        "sent_at",
        "read_at",
        "cancelled_at",
        "cause",
    )

    @admin.display(description=_("kind"), ordering="kind")
    def kind_words(self, notification: Notification) -> str:
        """As its person reads it; the key of a kind that only an older version knew."""
        return words(notification, language=get_language() or "en")[0] or notification.kind

    @admin.display(description=_("text"))
    def body(self, notification: Notification) -> str:
        return words(notification, language=get_language() or "en")[1]


@admin.register(NotificationPreference)
class NotificationPreferenceAdmin(ReadOnlyAdmin):
    """What people chose; only they change it."""

    list_display = ("person", "kind_words", "channel", "is_on", "updated_at")
    list_filter = ("channel", "is_on", ("kind", KindFilter))
    list_select_related = ("person",)
    search_fields = ("person__email",)
    fields = ("person", "kind_words", "channel", "is_on", "updated_at")

    @admin.display(description=_("kind"), ordering="kind")
    def kind_words(self, preference: NotificationPreference) -> str:
        kind = kind_of(preference.kind)
        return name_of(kind) if kind else preference.kind
