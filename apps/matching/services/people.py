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
    """What chat measured, by person. An older measurement never replaces a newer one."""
    rows = {
        person: {**asdict(pace), "answered": min(pace.answered, pace.asked), "measured_at": now}
        for person, pace in measured.items()
    }
    known = set(Responsiveness.objects.filter(person__in=rows).values_list("person_id", flat=True))
    Responsiveness.objects.bulk_create(
        [Responsiveness(person_id=person, **values) for person, values in rows.items() if person not in known],
        ignore_conflicts=True,
    )
    for person in known:
        Responsiveness.objects.filter(person=person, measured_at__lt=now).update(**rows[person])
