from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_celery_beat import admin as celery_beat_admin
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from apps.console.colleagues import SharedAdmin
from apps.console.pages import ReadOnlyAdmin
from apps.events.models import FailedDelivery, OutboxEvent
from apps.events.relay import retry_delivery, retry_soon
from apps.events.schedule import JOBS

RETRIED_AT_ONCE = 20
"""Deliveries that a request tries itself, so that the page says how each ended."""
MOST_HANDED_OVER = 5_000

EVERY_ONE: dict[int, str | Promise] = {
    1: _("every second"),
    60: _("every minute"),
    3600: _("every hour"),
    86_400: _("every day"),
}


"""Seconds → words."""


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
        open_ones = queryset.filter(resolved_at__isnull=True)
        if open_ones.count() > RETRIED_AT_ONCE:
            # Filtered by what failed and chosen all together: the relay works them off, with all their tries ahead.
            self._hand_over(request, open_ones)
            return
        waiting = list(open_ones)
        errors = [error for failure in waiting if (error := retry_delivery(failure=failure, now=timezone.now()))]
        for failure in waiting:
            self.log_change(request, failure, [{"changed": {"fields": [gettext("attempts")]}}])
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

    def _hand_over(self, request: HttpRequest, open_ones: QuerySet[FailedDelivery]) -> None:
        failures = list(open_ones.order_by("pk")[:MOST_HANDED_OVER])
        count = retry_soon(failures=failures, now=timezone.now())
        self.log_change(request, failures[0], [{"changed": {"fields": [gettext("attempts")], "count": count}}])
        words = ngettext(
            "%d delivery is tried again now.", "%d deliveries are tried again, one after the other.", count
        )
        self.message_user(request, words % count)


@admin.register(OutboxEvent)
class OutboxEventAdmin(ReadOnlyAdmin):
    list_display = ("kind", "subject", "created_at", "handled_at")
    list_filter = (("handled_at", admin.EmptyFieldListFilter), "kind")
    search_fields = ("subject",)


admin.site.unregister(
    [
        celery_beat_admin.PeriodicTask,
        celery_beat_admin.ClockedSchedule,
        celery_beat_admin.CrontabSchedule,
        celery_beat_admin.IntervalSchedule,
        celery_beat_admin.SolarSchedule,
    ]
)


def every(seconds: int) -> str:
    """An interval in the largest unit that divides it: "every 2 hours"."""
    if seconds in EVERY_ONE:
        return str(EVERY_ONE[seconds])
    if seconds % 86_400 == 0:
        return ngettext("every %(n)d day", "every %(n)d days", seconds // 86_400) % {"n": seconds // 86_400}
    if seconds % 3600 == 0:
        return ngettext("every %(n)d hour", "every %(n)d hours", seconds // 3600) % {"n": seconds // 3600}
    if seconds % 60 == 0:
        return ngettext("every %(n)d minute", "every %(n)d minutes", seconds // 60) % {"n": seconds // 60}
    return ngettext("every %(n)d second", "every %(n)d seconds", seconds) % {"n": seconds}


@admin.register(PeriodicTask)
class PeriodicTaskAdmin(SharedAdmin):
    """The schedule. What runs and how often is the product's; an operator may pause a job."""

    list_per_page = 100  # all of them
    list_display = ("title", "how_often", "enabled", "last_run_at", "total_run_count")
    list_filter = ("enabled",)
    list_select_related = ("interval",)
    search_fields = ("name",)
    ordering = ("name",)
    fields = ("title", "how_often", "enabled", "last_run_at", "total_run_count", "name_in_logs")
    readonly_fields = ("title", "how_often", "last_run_at", "total_run_count", "name_in_logs")

    def get_form(
        self, request: HttpRequest, obj: PeriodicTask | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        paused = _("Switched off, it pauses until it is switched on again.")
        kwargs["help_texts"] = {"enabled": paused, "last_run_at": "", "total_run_count": ""}
        return super().get_form(request, obj, change, **kwargs)

    @admin.display(description=_("what it does"), ordering="name")
    def title(self, task: PeriodicTask) -> str:
        job = JOBS.get(task.name)
        return str(job.title) if job and job.title else task.name

    @admin.display(description=_("how often"), ordering="interval__every")
    def how_often(self, task: PeriodicTask) -> str:
        if task.interval is None or task.interval.period != IntervalSchedule.SECONDS:
            return str(task.schedule)
        return every(task.interval.every)

    @admin.display(description=_("name in the logs"))
    def name_in_logs(self, task: PeriodicTask) -> str:
        return task.name

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PeriodicTask | None = None) -> bool:
        return False
