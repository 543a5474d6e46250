import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, overload

from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.utils import timezone

from apps.accounts.companies.selectors import is_vouched_for
from apps.accounts.models import Block, User
from apps.errors import NotFound
from apps.language.folding import fold
from apps.matching.jobs.models import Job, JobQuerySet, JobSkill
from apps.matching.jobs.selectors import JobFilters, jobs_for
from apps.matching.ranking import Audience, Comparison, compare
from apps.matching.recommendations.head_start import head_starts
from apps.matching.recommendations.loading import (
    JOB_FIELDS,
    JOB_PROSE,
    RESUME_FIELDS,
    RESUME_PROSE,
    facts_of_jobs,
    facts_of_resumes,
    openings,
)
from apps.matching.resumes.models import Resume, ResumeAccess, ResumeSkill, ResumeVisibility
from apps.matching.resumes.selectors import resume_of
from apps.ui.paging import counted

REMEMBERED_SECONDS = 60
"""For so long who is closest to a job is remembered; who may be seen is checked each time."""
MOST_COMPARED = 500
"""Ranking looks at so many: those that share most skills, then the newest."""


@dataclass(frozen=True, slots=True)
class Match:
    """A job and a résumé side by side."""

    job: Job
    resume: Resume
    comparison: Comparison

    @property
    def score(self) -> float:
        return self.comparison.score

    @property
    def reasons(self) -> Any:
        return self.comparison.reasons

    @property
    def raises(self) -> Any:
        return self.comparison.raises

    def label(self, language: str) -> str:
        return self.comparison.label(language)


class Ranking(Sequence[Match]):
    """Matches, best first. Slices load what a page shows, in a fixed number of queries. `total` is of how many these
    are the closest."""

    def __init__(self, matches: Sequence[Match], load: Callable[[Sequence[Match]], list[Match]], *, total: int) -> None:
        self._matches = matches
        self.total = total
        self._load = load

    def __len__(self) -> int:
        return len(self._matches)

    @overload
    def __getitem__(self, place: int) -> Match: ...
    @overload
    def __getitem__(self, place: slice) -> "list[Match]": ...
    def __getitem__(self, place: int | slice) -> "Match | list[Match]":
        if isinstance(place, slice):
            return self._load(self._matches[place])
        return self._load([self._matches[place]])[0]

    def __iter__(self) -> Iterator[Match]:
        return iter(self._load(self._matches))


def ranked_jobs(
    candidate: User,
    *,
    resume: Resume | None = None,
    filters: JobFilters | None = None,
    now: datetime | None = None,
) -> Ranking:
    """Jobs for a candidate, best match first; at most 500 are compared. Raises NotFound without a résumé."""
    now = now or timezone.now()
    resume = resume or resume_of(candidate)
    if resume is None:
        raise NotFound
    return rank_jobs(resume, jobs_for(candidate, filters=filters, now=now), now=now)


def rank_jobs(resume: Resume, jobs: JobQuerySet, *, now: datetime | None = None) -> Ranking:
    """These jobs for this résumé."""
    now = now or timezone.now()
    model = _vector_model(resume)
    (mine,) = facts_of_resumes([resume], model=model)
    ids = _closest_jobs(jobs, [skill.id for skill in mine.skills])
    compared = list(
        Job.objects.filter(pk__in=ids).only(*JOB_FIELDS).annotate(**openings(JOB_PROSE[:-1])).order_by("pk")
    )
    matches = [
        Match(job, resume, compare(facts, mine, audience=Audience.CANDIDATE, now=now))
        for job, facts in zip(compared, facts_of_jobs(compared, model=model), strict=True)
    ]
    ahead = head_starts(match.job.posted_by_id for match in matches)
    matches.sort(key=lambda match: (-round(match.score + ahead.get(match.job.posted_by_id or 0, 0), 6), -match.job.pk))
    return Ranking(matches, _with_whole_jobs, total=_total(jobs, len(compared)))


def _total(things: Any, compared: int) -> int:
    """Counted only where not all could be compared."""
    return compared if compared < MOST_COMPARED else counted(things)


def _closest_jobs(jobs: JobQuerySet, skills: Sequence[int]) -> list[int]:
    shared = (
        JobSkill.objects.filter(skill__in=skills, job__in=jobs.order_by().values("pk"))
        .values("job")
        .annotate(shared=Count("pk"))
        .order_by("-shared", "-job")[:MOST_COMPARED]
    )
    ids = dict.fromkeys(shared.values_list("job", flat=True)) if skills else {}
    if len(ids) < MOST_COMPARED:
        ids |= dict.fromkeys(jobs.values_list("pk", flat=True)[:MOST_COMPARED])
    return list(ids)[:MOST_COMPARED]


def _with_whole_jobs(matches: Sequence[Match]) -> list[Match]:
    whole = (
        Job.objects.with_answerable()
        .select_related("company", "posted_by", "posted_by__responsiveness")
        .defer("search_tokens")
        .in_bulk([match.job.pk for match in matches])
    )
    return [replace(match, job=whole[match.job.pk]) for match in matches if match.job.pk in whole]


def ranked_candidates(job: Job, *, viewer: User, q: str = "", now: datetime | None = None) -> Ranking:
    """Résumés that the viewer may see for a job of their company, best match first; at most 500 are compared.
    Raises NotFound for who doesn't manage the job."""
    if not Job.objects.managed_by(viewer).filter(pk=job.pk).exists():
        raise NotFound
    now = now or timezone.now()
    model = _vector_model(job)
    (wanted,) = facts_of_jobs([job], model=model)
    visible = Resume.objects.visible_to(viewer)
    skills = [skill.id for skill in wanted.required + wanted.nice]
    asked = visible
    q = fold(q).strip()
    if q:
        words = Q(title__icontains=q) | Q(city__icontains=q)
        if is_vouched_for(viewer):
            words |= Q(owner__name__icontains=q)
        asked = visible.filter(words)
        ids = _closest_resumes(asked, skills)
    else:
        key = f"matching:closest:{job.pk}:{job.updated_at.timestamp()}:{viewer.pk}:{_newest_change(viewer)}"
        ids = cache.get_or_set(key, lambda: _closest_resumes(visible, skills), REMEMBERED_SECONDS) or []
    compared = list(
        visible.filter(pk__in=ids).only(*RESUME_FIELDS).annotate(**openings(RESUME_PROSE[:-1])).order_by("pk")
    )
    matches = [
        Match(job, resume, compare(wanted, facts, audience=Audience.RECRUITER, now=now))
        for resume, facts in zip(compared, facts_of_resumes(compared, model=model), strict=True)
    ]
    ahead = head_starts(match.resume.owner_id for match in matches)
    matches.sort(
        key=lambda match: (-round(match.score + ahead.get(match.resume.owner_id or 0, 0), 6), -match.resume.pk)
    )
    return Ranking(matches, _with_whole_resumes, total=_total(asked, len(compared)))


def _newest_change(viewer: User) -> str:
    """Another whenever a résumé was added or changed, or a company or a block let in or kept out somebody: what is
    remembered is never older than what may be seen."""
    newest = Resume.objects.order_by("-updated_at").values_list("updated_at", flat=True)
    changed = [newest.filter(visibility=visibility).first() for visibility in ResumeVisibility.values]
    accesses = ResumeAccess.objects.filter(company=viewer.company_id).aggregate(count=Count("pk"), newest=Max("pk"))
    blocks = Block.objects.filter(Q(blocker=viewer) | Q(blocked=viewer)).aggregate(count=Count("pk"), newest=Max("pk"))
    state = json.dumps([changed, accesses, blocks], default=str)
    return hashlib.sha256(state.encode()).hexdigest()[:16]


def _closest_resumes(resumes: Any, skills: Sequence[int]) -> list[int]:
    visible = resumes.order_by().values("pk")
    through = ResumeSkill.objects.filter(skill__in=skills, resume__in=visible)
    shared = through.values("resume").annotate(shared=Count("pk")).order_by("-shared", "-resume")[:MOST_COMPARED]
    ids = dict.fromkeys(shared.values_list("resume", flat=True)) if skills else {}
    if len(ids) < MOST_COMPARED:
        ids |= dict.fromkeys(resumes.order_by("-updated_at").values_list("pk", flat=True)[:MOST_COMPARED])
    return list(ids)[:MOST_COMPARED]


def _with_whole_resumes(matches: Sequence[Match]) -> list[Match]:
    whole = (
        Resume.objects.select_related("owner", "owner__responsiveness")
        .prefetch_related("skills")
        .defer("text")
        .in_bulk([match.resume.pk for match in matches])
    )
    return [replace(match, resume=whole[match.resume.pk]) for match in matches if match.resume.pk in whole]


def match(job: Job, resume: Resume, *, audience: str = "candidate", now: datetime | None = None) -> Match:
    """One job and one résumé; who may see either is the caller's to check."""
    model = _vector_model(resume)
    (wanted,), (mine,) = facts_of_jobs([job], model=model), facts_of_resumes([resume], model=model)
    comparison = compare(wanted, mine, audience=Audience(audience), now=now or timezone.now())
    return Match(job, resume, comparison)


def _vector_model(thing: Job | Resume) -> str | None:
    vector = getattr(thing, "vector", None)
    return vector.model if vector is not None else None
