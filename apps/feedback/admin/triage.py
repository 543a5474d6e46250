from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action, display

from apps.accounts.access import person_of
from apps.feedback import services, wording
from apps.feedback.admin.bulk import do_for_each
from apps.feedback.models import Classification, DuplicateLink


class ReadOnly(ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Classification)
class ClassificationAdmin(ReadOnly):
    """The ledger of what models and people said."""

    list_display = ("ticket", "field", "value", "confidence", "source", "model_version", "by", "created_at")
    list_filter = ("field", "source", "value", "model_version")
    list_select_related = ("ticket", "by")
    search_fields = ("=ticket__id",)
    search_help_text = _("The ticket's number.")
    ordering = ("-id",)


@admin.register(DuplicateLink)
class DuplicateLinkAdmin(ReadOnly):
    """Suggestions that a person confirms or dismisses."""

    list_display = ("ticket_text", "other_text", "score", "confirmed", "confirmed_by", "created_at")
    list_filter = ("confirmed", "created_at")
    list_select_related = ("ticket", "other", "confirmed_by")
    search_fields = ("=ticket__id", "=other__id")
    search_help_text = _("A ticket's number.")
    ordering = ("confirmed", "-score")
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
            lambda link: services.decide_duplicate(link_id=link.pk, operator=operator, is_duplicate=is_duplicate),
        )
