from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_celery_beat import admin as celery_beat_admin
from django_celery_beat.models import PeriodicTask
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin

from apps.events.models import FailedDelivery, OutboxEvent
from apps.events.relay import retry_delivery


class ReadOnlyAdmin(ModelAdmin):
    """Shows rows that only the product writes."""

    def has_add_permission(self, request: HttpRequest, *args: object) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


class AuditedAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Keeps who changed what, to be read. Going back to it would pass by the services: undoing is changing again."""

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)


@admin.register(FailedDelivery)
class FailedDeliveryAdmin(ReadOnlyAdmin):
    list_display = ("handler", "event", "attempts", "error", "next_try_at", "parked_at", "resolved_at")
    list_filter = (("parked_at", admin.EmptyFieldListFilter), ("resolved_at", admin.EmptyFieldListFilter), "handler")
    list_select_related = ("event",)
    search_fields = ("handler", "error")
    actions: ClassVar = ["retry"]

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.change_faileddelivery")

    @admin.action(description=_("Try again now"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: QuerySet[FailedDelivery]) -> None:
        waiting = list(queryset.filter(resolved_at__isnull=True))
        errors = [error for failure in waiting if (error := retry_delivery(failure=failure, now=timezone.now()))]
        if done := len(waiting) - len(errors):
            self.message_user(request, ngettext("%d delivery succeeded.", "%d deliveries succeeded.", done) % done)
        if errors:
            failed = ngettext(
                "%(n)d delivery failed again and will be retried: %(error)s",
                "%(n)d deliveries failed again and will be retried, the first with: %(error)s",
                len(errors),
            )
            self.message_user(request, failed % {"n": len(errors), "error": errors[0]}, messages.ERROR)
        if not waiting:
            self.message_user(request, _("All of these had succeeded already."), messages.WARNING)


@admin.register(OutboxEvent)
class OutboxEventAdmin(ReadOnlyAdmin):
    list_display = ("kind", "subject", "created_at", "handled_at")
    list_filter = (("handled_at", admin.EmptyFieldListFilter), "kind")
    search_fields = ("subject",)
    show_full_result_count = False


admin.site.unregister(
    [
        celery_beat_admin.PeriodicTask,
        celery_beat_admin.ClockedSchedule,
        celery_beat_admin.CrontabSchedule,
        celery_beat_admin.IntervalSchedule,
        celery_beat_admin.SolarSchedule,
    ]
)


@admin.register(PeriodicTask)
class PeriodicTaskAdmin(ModelAdmin):
    """The schedule. What runs and how often is the product's; an operator may pause a job."""

    list_display = ("name", "interval", "enabled", "last_run_at", "total_run_count")
    list_filter = ("enabled",)
    list_select_related = ("interval",)
    search_fields = ("name",)
    ordering = ("name",)
    fields = ("name", "task", "interval", "enabled", "last_run_at", "total_run_count")
    readonly_fields = ("name", "task", "interval", "last_run_at", "total_run_count")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PeriodicTask | None = None) -> bool:
        return False
