from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from apps.matching.models import Responsiveness


@dataclass(frozen=True)
class Pace:
    """How a person answered over the last 30 days. No median: they answered nobody."""

    median_minutes: float | None
    asked: int
    answered: int


def record_responsiveness(measured: Mapping[int, Pace], *, now: datetime) -> None:
    """What chat measured, by person. An older measurement never replaces a newer one. Rows are touched in one order
    everywhere: whoever measures the same people waits, and nobody waits for each other."""
    rows = {
        person: {**asdict(pace), "answered": min(pace.answered, pace.asked), "measured_at": now}
        for person, pace in sorted(measured.items())
    }
    measured_here = [Responsiveness(person_id=person, **values) for person, values in rows.items()]
    Responsiveness.objects.bulk_create(measured_here, ignore_conflicts=True)
    older = Responsiveness.objects.filter(person__in=rows, measured_at__lt=now).order_by("person_id")
    for person in older.values_list("person_id", flat=True):
        Responsiveness.objects.filter(person=person, measured_at__lt=now).update(**rows[person])
