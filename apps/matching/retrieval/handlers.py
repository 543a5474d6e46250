import logging

from kombu.exceptions import OperationalError

from apps.events.registry import handles
from apps.matching.jobs.events import JobChanged, JobPosted
from apps.matching.resumes.events import ResumeSaved
from apps.matching.retrieval.tasks import embed_now

logger = logging.getLogger(__name__)


@handles(JobPosted, JobChanged, ResumeSaved)
def compute_meaning(event: JobPosted | JobChanged | ResumeSaved) -> None:
    """Wakes the task that computes vectors; if the broker is away, the sweep does it within a minute."""
    try:
        embed_now.apply_async(retry=False, expires=60)
    except OperationalError:
        logger.warning("The broker is away; the sweep will compute vectors.")
