from datetime import datetime, timedelta
from typing import Any

from celery import shared_task
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.events.models import FailedDelivery, OutboxEvent, Slot
from apps.events.relay import relay_outbox
from apps.events.schedule import JOBS, Job, periodic

KEEP_HANDLED = timedelta(days=14)
FORGET_AT_ONCE = 1000


@shared_task(name="events.relay")
def relay() -> None:
    """Handles the outbox. Sent as a wake-up after each commit and every second by the beat."""
    relay_outbox()


JOBS["events.relay"] = Job(name="events.relay", every_seconds=1, title=_("Pass on what has happened"))


@periodic("events.tidy", every_seconds=86_400, title=_("Clear away events that were handled"))
def tidy(now: datetime) -> None:
    """Forgets handled events, failures that were resolved and old slots, so that their tables stay small."""
    before = now - KEEP_HANDLED
    _forget(FailedDelivery.objects.filter(resolved_at__lt=before))
    _forget(OutboxEvent.objects.filter(handled_at__lt=before, failures__isnull=True))
    _forget(Slot.objects.filter(claimed_at__lt=before))


def _forget(rows: QuerySet[Any]) -> None:
    """A day's events may be millions: a bounded number is loaded and locked at a time."""
    while ids := list(rows.values_list("pk", flat=True)[:FORGET_AT_ONCE]):
        rows.model._default_manager.filter(pk__in=ids).delete()
