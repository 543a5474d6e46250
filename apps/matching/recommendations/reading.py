from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from apps.accounts.models import Role, User
from apps.errors import NotFound
from apps.matching.facts.card import CardFact, card_of
from apps.matching.facts.topics import OpenTopic, open_topics
from apps.matching.jobs.models import Job
from apps.matching.recommendations.models import JobDismissal
from apps.matching.recommendations.selectors import Match, match
from apps.matching.resumes.selectors import resume_of
from apps.matching.skills.models import Skill


@dataclass(frozen=True, slots=True)
class JobView:
    """A job for one reader. `match` is None without a résumé, for other roles, and for who doesn't want ranking."""

    job: Job
    required: list[Skill]
    nice: list[Skill]
    topics: list[OpenTopic]
    facts: list[CardFact]
    match: Match | None
    is_managed: bool
    is_listed: bool
    is_answerable: bool
    is_dismissed: bool
    known: frozenset[int]

    @property
    def may_greet(self) -> bool:
        return self.is_listed and self.is_answerable


def job_view(reader: User, job_id: int, *, now: datetime | None = None) -> JobView:
    """Raises NotFound unless the reader may see the job."""
    now = now or timezone.now()
    jobs: Any = Job.objects.visible_to(reader, now=now).with_answerable()
    job = jobs.select_related("company", "posted_by", "posted_by__responsiveness").filter(pk=job_id).first()
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
        facts=card_of(job, now=now),
        match=match(job, resume, now=now) if resume is not None and resume.personalised else None,
        is_managed=Job.objects.managed_by(reader).filter(pk=job.pk).exists(),
        is_listed=job.is_listed(now=now),
        is_answerable=job.is_answerable,
        is_dismissed=is_candidate and JobDismissal.objects.filter(person=reader, job=job).exists(),
        known=frozenset(resume.resume_skills.values_list("skill_id", flat=True)) if resume else frozenset(),
    )
