from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import Company, Role, User
from apps.accounts.people.access import operates
from apps.errors import NotFound
from apps.events.services import publish
from apps.matching.jobs.errors import CompanyNeeded, JobAlreadyOpen, JobNeedsMore, JobNotOpen, JobTakenDown
from apps.matching.jobs.events import JobChanged, JobClosed, JobPosted
from apps.matching.jobs.models import Job, JobSkill, JobStatus
from apps.matching.jobs.prose import meaning_of_job
from apps.matching.jobs.search import searched_text, tokens_column
from apps.matching.profile.languages import language_of
from apps.matching.profile.writing import apply_fields
from apps.matching.skills.services import named_skills


class JobFields(TypedDict, total=False):
    """What a posting may state. None and "" mean that it doesn't."""

    title: str
    city: str | None
    region: str | None
    remote: bool | None
    industry: str | None
    employment: str | None
    level: str | None
    years_min: int | None
    years_max: int | None
    degree: str | None
    salary_min: int | None
    salary_max: int | None
    salary_currency: str | None
    salary_period: str | None
    salary_text: str | None
    salary_months: float | None
    description: str | None
    responsibilities: str | None
    requirements: str | None
    language: str | None
    expires_at: datetime | None


def may_manage(person: User, job: Job) -> bool:
    """Recruiters manage their company's jobs, operators whom the console lets change jobs manage all."""
    if person.role == Role.RECRUITER and person.company_id is not None and person.company_id == job.company_id:
        return True
    return operates(person, "matching.change_job")


@transaction.atomic
def post_job(
    *,
    poster: User | None,
    company: Company | None = None,
    skills_required: Sequence[str] = (),
    skills_nice: Sequence[str] = (),
    publish_now: bool = True,
    now: datetime | None = None,
    **fields: Unpack[JobFields],
) -> Job:
    """A new job, open at once or kept as a draft. A recruiter's job is their company's, whatever is passed.

    Raises CompanyNeeded for a recruiter without one, JobNeedsMore without a title.
    """
    if poster is not None and poster.role == Role.RECRUITER:
        company = poster.company
        if company is None:
            raise CompanyNeeded
    job = Job(company=company, posted_by=poster, status=JobStatus.DRAFT)
    write_job(job, fields=fields, skills_required=skills_required, skills_nice=skills_nice)
    if publish_now:
        open_job(job, now=now or timezone.now())
    return job


@transaction.atomic
def edit_job(
    *,
    job: Job,
    editor: User,
    skills_required: Sequence[str] | None = None,
    skills_nice: Sequence[str] | None = None,
    **fields: Unpack[JobFields],
) -> Job:
    """Changes what is passed and leaves the rest. NotFound for who doesn't manage the job."""
    _must_manage(editor, job)
    job = Job.objects.select_for_update().get(pk=job.pk)
    write_job(job, fields=fields, skills_required=skills_required, skills_nice=skills_nice)
    publish(JobChanged(job=job.pk))
    return job


@transaction.atomic
def close_job(*, job: Job, closer: User, now: datetime | None = None) -> Job:
    """Takes a job off the lists; its conversations go on. Raises JobNotOpen if it isn't there any more."""
    _must_manage(closer, job)
    now = now or timezone.now()
    if not Job.objects.filter(pk=job.pk, status=JobStatus.OPEN).update(
        status=JobStatus.CLOSED, closed_at=now, updated_at=now
    ):
        raise JobNotOpen
    publish(JobClosed(job=job.pk))
    job.refresh_from_db()
    return job


@transaction.atomic
def reopen_job(*, job: Job, opener: User, expires_at: datetime | None = None, now: datetime | None = None) -> Job:
    """Posts a draft, or a closed or expired job again. Raises JobAlreadyOpen if it is listed."""
    _must_manage(opener, job)
    now = now or timezone.now()
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.is_listed(now=now):
        raise JobAlreadyOpen
    if expires_at is not None or (job.expires_at is not None and job.expires_at <= now):
        job.expires_at = expires_at
    open_job(job, now=now)
    return job


def open_job(job: Job, *, now: datetime) -> None:
    """Lists a saved job, and says so the first time. For services that hold the transaction."""
    if not job.title:
        raise JobNeedsMore(field="title")
    if job.taken_down_at is not None:
        raise JobTakenDown
    is_new = job.published_at is None
    job.status = JobStatus.OPEN
    job.closed_at = None
    job.published_at = now
    job.save(update_fields=["status", "closed_at", "published_at", "expires_at", "updated_at"])
    publish(JobPosted(job=job.pk, posted_by=job.posted_by_id) if is_new else JobChanged(job=job.pk))


@transaction.atomic
def take_down(*, job_id: int, now: datetime) -> bool:
    """Takes a posting off the lists for good, as moderation decided; False where it was taken down before."""
    job = Job.objects.select_for_update(of=("self",)).get(pk=job_id)
    if job.taken_down_at is not None:
        return False
    was_open = job.status == JobStatus.OPEN
    job.taken_down_at = now
    if was_open:
        job.status, job.closed_at = JobStatus.CLOSED, now
    job.save(update_fields=["taken_down_at", "status", "closed_at", "updated_at"])
    if was_open:
        publish(JobClosed(job=job.pk))
    return True


def let_return(*, job_id: int) -> None:
    """Its company may post it again: the decision was taken back."""
    Job.objects.filter(pk=job_id).update(taken_down_at=None)


def write_job(
    job: Job,
    *,
    fields: JobFields,
    skills_required: Sequence[str] | None,
    skills_nice: Sequence[str] | None,
) -> None:
    """Saves the fields, the skills (None leaves them) and what is derived from both."""
    apply_fields(job, fields)
    if not job.title:
        raise JobNeedsMore(field="title")
    job.language = job.language or language_of(meaning_of_job(job))
    job.save()
    if skills_required is not None or skills_nice is not None:
        _write_skills(job, skills_required, skills_nice)
    _index(job)


def _index(job: Job) -> None:
    job.search_tokens = tokens_column(searched_text(job, job.skills.all()))
    job.save(update_fields=["search_tokens"])


@transaction.atomic
def skills_changed(*, job: Job) -> None:
    """After the console changed the skills of a job row by row: what is derived from them follows."""
    _index(job)
    publish(JobChanged(job=job.pk))


def _write_skills(job: Job, required: Sequence[str] | None, nice: Sequence[str] | None) -> None:
    for names, is_required in ((required, True), (nice, False)):
        if names is None:
            continue
        skills = named_skills(names)
        JobSkill.objects.filter(job=job, required=is_required).exclude(skill__in=skills).delete()
        for position, skill in enumerate(skills):
            if not is_required and JobSkill.objects.filter(job=job, skill=skill, required=True).exists():
                continue
            JobSkill.objects.update_or_create(
                job=job, skill=skill, defaults={"required": is_required, "position": position}
            )


def _must_manage(person: User, job: Job) -> None:
    if not may_manage(person, job):
        raise NotFound
