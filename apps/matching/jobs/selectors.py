from dataclasses import dataclass, replace
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.accounts.models import Role, User
from apps.accounts.people.selectors import blocked_ids
from apps.matching.jobs.models import Job, JobQuerySet, JobSkill, JobStatus
from apps.matching.jobs.search import found_in, needs_a_second_look, searched_text, wanted_tokens
from apps.matching.parsing.places import names_of_city

MOST_READ = 500
"""So many hits of a search are read in full, where the order of their characters must be checked."""
SEARCHED_FIELDS = (
    "title",
    "city",
    "region",
    "industry",
    "description",
    "responsibilities",
    "requirements",
    "company__name",
)
REMEMBERED_SECONDS = 300

NEWEST_FOUND = Coalesce("published_at", "created_at").desc()
"""The newest first, among those that hold a word. No index has this order, which is meant: where one has it, PostgreSQL
goes through all jobs in it until enough hold the word, and for a rare word that is all of them."""


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
    filters = filters or JobFilters()
    return narrowed(jobs, filters).order_by(NEWEST_FOUND if filters.q.strip() else "-published_at", "-pk")


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


def is_search_cut(person: User, filters: JobFilters) -> bool:
    """Whether more jobs hold the words than are read in full, so that older hits may be missing."""
    if not needs_a_second_look(filters.q):
        return False
    jobs = narrowed(Job.objects.listed(), replace(filters, q="")).filter(search_tokens__holds=wanted_tokens(filters.q))
    return jobs.order_by()[: MOST_READ + 1].count() > MOST_READ


def _searched(jobs: JobQuerySet, query: str) -> JobQuerySet:
    tokens = wanted_tokens(query)
    if not tokens:
        return jobs.none()
    jobs = jobs.filter(search_tokens__holds=tokens)
    if not needs_a_second_look(query):
        return jobs
    candidates = jobs.select_related("company").prefetch_related("skills").only(*SEARCHED_FIELDS).order_by(NEWEST_FOUND)
    read = candidates[:MOST_READ]
    return jobs.filter(pk__in=[job.pk for job in read if found_in(searched_text(job, job.skills.all()), query)])


def jobs_of_company(recruiter: User, *, state: str, now: datetime | None = None) -> QuerySet[Job]:
    """The jobs of a recruiter's company in a state (open, draft, closed), newest first."""
    jobs = Job.objects.managed_by(recruiter).select_related("posted_by").defer("search_tokens")
    if state == JobStatus.OPEN:
        return jobs.listed(now=now).order_by("-published_at", "-pk")
    if state == JobStatus.CLOSED:
        expired = Q(status=JobStatus.OPEN, expires_at__lte=now or timezone.now())
        return jobs.filter(Q(status=JobStatus.CLOSED) | expired).order_by("-updated_at", "-pk")
    return jobs.filter(status=JobStatus.DRAFT).order_by("-updated_at", "-pk")


def counts_of_company(recruiter: User, *, now: datetime | None = None) -> dict[str, int]:
    """How many jobs there are in each state."""
    return {str(state): jobs_of_company(recruiter, state=state, now=now).order_by().count() for state in JobStatus}


def industries(*, limit: int = 30) -> list[str]:
    """The most frequent industries of listed jobs, for suggestions; as they were a few minutes ago at most."""
    return cache.get_or_set(f"industries:{limit}", lambda: _industries(limit), REMEMBERED_SECONDS) or []


def _industries(limit: int) -> list[str]:
    rows = Job.objects.listed().exclude(industry="").values("industry").annotate(count=Count("pk"))
    return list(rows.order_by("-count", "industry").values_list("industry", flat=True)[:limit])
