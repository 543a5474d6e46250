from datetime import datetime, timedelta

from celery import shared_task

from apps.events.models import OutboxEvent, Slot
from apps.events.relay import relay_outbox
from apps.events.schedule import JOBS, Job, periodic

KEEP_HANDLED = timedelta(days=14)


@shared_task(name="events.relay")
def relay() -> None:
    """Handles the outbox. Sent as a wake-up after each commit and every second by the beat."""
    relay_outbox()


JOBS["events.relay"] = Job(name="events.relay", every_seconds=1)


@periodic("events.tidy", every_seconds=86_400)
def tidy(now: datetime) -> None:
    """Forgets handled events and old slots, so that both tables stay small."""
    before = now - KEEP_HANDLED
    OutboxEvent.objects.filter(handled_at__lt=before, failures__isnull=True).delete()
    Slot.objects.filter(claimed_at__lt=before).delete()
