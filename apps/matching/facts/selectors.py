"""Reads of what stands on job cards."""

from datetime import datetime

from apps.accounts.models import User
from apps.errors import NotFound
from apps.matching.facts.models import JobFact
from apps.matching.jobs.models import Job


def facts_of(job: Job, *, now: datetime | None = None) -> list[JobFact]:
    """The approved answers about this job that stand now, in the order of their topics. One query."""
    return list(JobFact.objects.filter(job=job).live(now=now).order_by("topic", "pk"))


def fact_about(job: Job, topic: str, *, now: datetime | None = None) -> JobFact | None:
    """What the job's card says of a topic, if anything."""
    return JobFact.objects.filter(job=job, topic=topic).live(now=now).first()


def managed_fact(person: User, fact_id: int) -> JobFact:
    """Raises NotFound for who isn't of the job's company."""
    jobs = Job.objects.managed_by(person)
    fact = JobFact.objects.select_related("job").filter(pk=fact_id, job__in=jobs).first()
    if fact is None:
        raise NotFound
    return fact
