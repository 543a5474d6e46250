from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from apps.accounts.models import Role, User
from apps.accounts.selectors import blocked_ids
from apps.matching.models import Job, JobQuerySet, JobSkill, Resume
from apps.matching.parsing.places import names_of_city
from apps.matching.search import found_in, needs_a_second_look, wanted_tokens
from apps.matching.texts import searched_text

MOST_READ = 500
"""So many hits of a search are read in full, where the order of their characters must be checked."""


@dataclass(frozen=True, slots=True)
class JobFilters:
    """What a list of jobs is narrowed to; None and "" narrow nothing."""

    q: str = ""
    city: str = ""
    remote: bool | None = None
    industry: str = ""
    salary_known: bool = False
    skill: int | None = None
    company: int | None = None


def jobs_for(person: User, *, filters: JobFilters | None = None, now: datetime | None = None) -> JobQuerySet:
    """Listed jobs that a person may be shown, newest first: without what they dismissed and who blocks whom."""
    jobs = Job.objects.listed(now=now)
    if person.role == Role.CANDIDATE:
        jobs = jobs.exclude(dismissals__person=person)
        if blocked := blocked_ids(person):
            jobs = jobs.exclude(posted_by__in=blocked)
    return narrowed(jobs, filters or JobFilters()).order_by("-published_at", "-pk")


def narrowed(jobs: JobQuerySet, filters: JobFilters) -> JobQuerySet:
    if filters.city:
        names = Q()
        for name in names_of_city(filters.city):
            names |= Q(city__icontains=name)
        jobs = jobs.filter(names)
    if filters.remote is not None:
        jobs = jobs.filter(remote=True) if filters.remote else jobs.exclude(remote=True)
    if filters.industry:
        jobs = jobs.filter(industry__iexact=filters.industry)
    if filters.salary_known:
        jobs = jobs.filter(Q(salary_min__isnull=False) | Q(salary_max__isnull=False))
    if filters.skill is not None:
        jobs = jobs.filter(pk__in=JobSkill.objects.filter(skill=filters.skill).values("job"))
    if filters.company is not None:
        jobs = jobs.filter(company=filters.company)
    if filters.q.strip():
        jobs = _searched(jobs, filters.q)
    return jobs


def _searched(jobs: JobQuerySet, query: str) -> JobQuerySet:
    tokens = wanted_tokens(query)
    if not tokens:
        return jobs.none()
    jobs = jobs.filter(search_tokens__holds=tokens)
    if not needs_a_second_look(query):
        return jobs
    candidates = jobs.select_related("company").prefetch_related("skills").order_by("-published_at")[:MOST_READ]
    return jobs.filter(pk__in=[job.pk for job in candidates if found_in(searched_text(job, job.skills.all()), query)])


def resume_of(person: User) -> Resume | None:
    """The person's own résumé, with its vector."""
    return Resume.objects.select_related("vector").filter(owner=person).first()
