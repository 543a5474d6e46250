"""Which questions a job asks."""

from apps.matching.jobs.models import Job
from apps.matching.screening.models import ScreeningQuestion


def questions_of(job: Job) -> list[ScreeningQuestion]:
    """As they are asked now, in their order."""
    return list(ScreeningQuestion.objects.current().filter(job=job).order_by("position", "pk"))
