from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import DeedKind, register
from apps.matching.models import Job

JOB_POSTED = "job_posted"


@register
class JobPostedDeed(DeedKind):
    """Somebody published a job."""

    key = JOB_POSTED
    name = gettext_lazy("a posted job")

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        return map(of_job, Job.objects.filter(published_at__gte=start).order_by("-published_at")[:limit])

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("You posted a job")


def of_job(job: Job) -> Deed | None:
    """None for imported ones."""
    if job.posted_by_id is None or job.published_at is None:
        return None
    return Deed(
        kind=JOB_POSTED,
        key=f"job:{job.pk}",
        person_id=job.posted_by_id,
        done_at=job.published_at,
        facts={"job": job.pk},
    )
