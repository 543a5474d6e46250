from datetime import datetime

from apps.accounts.models import User
from apps.matching.models import Responsiveness


def record_responsiveness(
    *, person: User, median_minutes: float | None, asked: int, answered: int, now: datetime
) -> None:
    """What chat measured over the last 30 days. An older measurement never replaces a newer one."""
    values = {"median_minutes": median_minutes, "asked": asked, "answered": min(answered, asked), "measured_at": now}
    _row, is_new = Responsiveness.objects.get_or_create(person=person, defaults=values)
    if not is_new:
        Responsiveness.objects.filter(person=person, measured_at__lt=now).update(**values)
