from typing import ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.console.filters import NamedValuesFilter
from apps.console.pages import ReadOnlyAdmin
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import due_kind
from apps.notifications.reminders.services import retry


class KindFilter(NamedValuesFilter):
    def name_of(self, value: str) -> str:
        kind = due_kind(value)
        return str(kind.title) if kind else value


@admin.register(DueItem)
class DueItemAdmin(ReadOnlyAdmin):
    list_display = ("kind_words", "person", "subject", "due_at", "state", "attempts", "finished_at")
    list_filter = ("state", ("kind", KindFilter))
    list_select_related = ("person",)
    search_fields = ("subject", "about", "person__email")
    fields = (
        "kind_words",
        "person",
        "subject",
        "due_at",
        "clock",
        "zone",
        "state",
        "round",
        "attempts",
        "try_at",
        "claimed_at",
        "finished_at",
        "error",
        "created_at",
    )
    actions: ClassVar = ["try_again"]

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("notifications.change_dueitem")

    @admin.display(description=_("kind"), ordering="kind")
    def kind_words(self, item: DueItem) -> str:
        kind = due_kind(item.kind)
        return str(kind.title) if kind else item.kind

    @admin.action(description=_("Try again now"), permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[DueItem]) -> None:
        now, chosen = timezone.now(), list(queryset)
        again = [item for item in chosen if retry(item, now=now)]
        for item in again:
            self.log_change(request, item, [{"changed": {"fields": [gettext("state")]}}])
        if again:
            words = ngettext("%(n)d is tried again now.", "%(n)d are tried again now.", len(again))
            self.message_user(request, words % {"n": len(again)})
        if others := len(chosen) - len(again):
            words = ngettext("%(n)d hasn't failed.", "%(n)d haven't failed.", others)
            self.message_user(request, words % {"n": others}, messages.WARNING)
