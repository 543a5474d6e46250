from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from apps.accounts.models import User
from apps.errors import NotFound
from apps.matching.jobs.models import Job
from apps.matching.recommendations.models import JobDismissal, Responsiveness


def dismiss_job(*, person: User, job: Job, reason: str = "") -> None:
    """The person doesn't want to see this job in their list; saying it again changes the reason at most."""
    if not Job.objects.visible_to(person).filter(pk=job.pk).exists():
        raise NotFound
    JobDismissal.objects.update_or_create(person=person, job=job, defaults={"reason": reason})


def undo_dismissal(*, person: User, job: Job) -> None:
    JobDismissal.objects.filter(person=person, job=job).delete()


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
