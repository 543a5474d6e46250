"""What a page shows of one job, one résumé, or a recruiter's jobs."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from apps.accounts.models import Role, User
from apps.errors import NotFound
from apps.matching.models import Job, JobDismissal, JobStatus, Resume, ResumeAccess, Skill
from apps.matching.selectors.jobs import resume_of
from apps.matching.selectors.ranked import Match, match
from apps.matching.texts import masked
from apps.matching.topics import OpenTopic, open_topics, open_topics_of_resume


@dataclass(frozen=True, slots=True)
class JobView:
    """A job for one reader. `match` is None without a résumé, for other roles, and for who doesn't want ranking."""

    job: Job
    required: list[Skill]
    nice: list[Skill]
    topics: list[OpenTopic]
    match: Match | None
    is_managed: bool
    is_listed: bool
    is_dismissed: bool
    known: frozenset[int]

    @property
    def may_greet(self) -> bool:
        return self.is_listed and self.job.company_id is not None


def job_view(reader: User, job_id: int, *, now: datetime | None = None) -> JobView:
    """Raises NotFound unless the reader may see the job."""
    now = now or timezone.now()
    jobs = Job.objects.visible_to(reader, now=now).select_related("company", "posted_by", "posted_by__responsiveness")
    job = jobs.filter(pk=job_id).first()
    if job is None:
        raise NotFound
    links = list(job.job_skills.select_related("skill"))
    is_candidate = reader.role == Role.CANDIDATE
    resume = resume_of(reader) if is_candidate else None
    return JobView(
        job=job,
        required=[link.skill for link in links if link.required],
        nice=[link.skill for link in links if not link.required],
        topics=open_topics(job),
        match=match(job, resume, now=now) if resume is not None and resume.personalised else None,
        is_managed=Job.objects.managed_by(reader).filter(pk=job.pk).exists(),
        is_listed=job.is_listed(now=now),
        is_dismissed=is_candidate and JobDismissal.objects.filter(person=reader, job=job).exists(),
        known=frozenset(resume.resume_skills.values_list("skill_id", flat=True)) if resume else frozenset(),
    )


@dataclass(frozen=True, slots=True)
class ResumeView:
    """A résumé for one reader; contacts in its texts are masked unless the file was shared with them."""

    resume: Resume
    skills: list[Skill]
    topics: list[OpenTopic]
    sections: list[tuple[str, str]]
    may_download: bool
    is_mine: bool


SECTIONS = ("summary", "experience", "projects", "education", "languages")


def resume_view(reader: User, resume_id: int) -> ResumeView:
    """Raises NotFound unless the reader may see the résumé."""
    resume = (
        Resume.objects.visible_to(reader)
        .select_related("owner", "owner__responsiveness")
        .defer("text")
        .filter(pk=resume_id)
        .first()
    )
    if resume is None:
        raise NotFound
    shared = is_open_to(resume, reader)
    texts = [(name, getattr(resume, name)) for name in SECTIONS]
    return ResumeView(
        resume=resume,
        skills=[link.skill for link in resume.resume_skills.select_related("skill")],
        topics=open_topics_of_resume(resume),
        sections=[(name, text if shared else masked(text)) for name, text in texts if text],
        may_download=bool(resume.file) and shared,
        is_mine=resume.owner_id == reader.pk,
    )


def file_for(reader: User, resume_id: int) -> Resume:
    """The résumé whose file the reader may download: its owner, and companies to whom it is open or was shared.
    Raises NotFound for everybody else, and where there is no file."""
    resume = Resume.objects.visible_to(reader).filter(pk=resume_id).exclude(file="").first()
    if resume is None or not is_open_to(resume, reader):
        raise NotFound
    return resume


def is_open_to(resume: Resume, reader: User) -> bool:
    """Whether this reader, who may see the résumé, may also have its file and read the contacts in it."""
    if resume.owner_id == reader.pk or resume.file_open:
        return True
    return ResumeAccess.objects.filter(resume=resume, company=reader.company_id, file_shared_at__isnull=False).exists()


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
    """The most frequent industries of listed jobs, for suggestions."""
    rows = Job.objects.listed().exclude(industry="").values("industry").annotate(count=Count("pk"))
    return list(rows.order_by("-count", "industry").values_list("industry", flat=True)[:limit])
