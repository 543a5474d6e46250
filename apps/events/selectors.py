from datetime import datetime

from apps.events.models import FailedDelivery, OutboxEvent


def oldest_unhandled_seconds(*, now: datetime) -> float:
    """Age of the oldest event that no relay has handled yet, in seconds; 0 when none waits."""
    created = OutboxEvent.objects.filter(handled_at__isnull=True).order_by("id").values_list("created_at", flat=True)
    first = created.first()
    return max(0.0, (now - first).total_seconds()) if first else 0.0


def parked_count() -> int:
    return FailedDelivery.objects.filter(parked_at__isnull=False, resolved_at__isnull=True).count()
