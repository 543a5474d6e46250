"""Facts for ranking, fetched for many jobs or résumés at once: the number of queries doesn't grow with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from django.db.models.functions import Substr

from apps.matching.jobs.models import Job, JobSkill
from apps.matching.profile.money import Range
from apps.matching.ranking.facts import Answering, FloatVector, JobFacts, ResumeFacts, SkillName
from apps.matching.recommendations.models import Responsiveness
from apps.matching.resumes.models import Resume, ResumeSkill
from apps.matching.retrieval.models import JobVector, ResumeVector
from apps.matching.skills.models import Skill

EXCERPT = 90
JOB_PROSE = ("responsibilities", "description", "requirements", "title")
RESUME_PROSE = ("experience", "projects", "summary", "title")
JOB_FIELDS = (
    *("id", "title", "city", "region", "remote", "industry", "level", "employment", "years_min", "years_max"),
    *("salary_min", "salary_max", "salary_currency", "salary_period", "salary_months", "salary_text", "degree"),
    *("status", "published_at", "expires_at", "company_id", "posted_by_id"),
)
RESUME_FIELDS = (
    *("id", "title", "city", "region", "remote_ok", "industry", "years_experience", "degree", "owner_id"),
    *("salary_min", "salary_max", "salary_currency", "salary_period", "salary_text", "updated_at"),
)


def skill_names(ids: Iterable[int]) -> dict[int, SkillName]:
    rows = Skill.objects.filter(pk__in=set(ids)).values_list("pk", "name_en", "name_zh")
    return {pk: SkillName(pk, en, zh) for pk, en, zh in rows}


def facts_of_jobs(jobs: Sequence[Job], *, model: str | None = None) -> list[JobFacts]:
    """`model` names the vectors that compare with the résumé's; None leaves them out."""
    ids = [job.pk for job in jobs]
    links: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for job_id, skill_id, required in (
        JobSkill.objects.filter(job__in=ids).order_by("position", "pk").values_list("job_id", "skill_id", "required")
    ):
        links[job_id].append((skill_id, required))
    names = skill_names(skill_id for found in links.values() for skill_id, _required in found)
    vectors = _vectors(JobVector, ids, model)
    answering = _answering([job.posted_by_id for job in jobs])
    return [
        JobFacts(
            required=tuple(names[pk] for pk, required in links[job.pk] if required),
            nice=tuple(names[pk] for pk, required in links[job.pk] if not required),
            years_min=job.years_min,
            years_max=job.years_max,
            pay=pay_of(job),
            city=job.city,
            remote=job.remote,
            degree=job.degree,
            **_work(job, JOB_PROSE),
            vector=vectors.get(job.pk),
            published_at=job.published_at,
            answering=answering.get(job.posted_by_id or 0, Answering()),
        )
        for job in jobs
    ]


def facts_of_resumes(resumes: Sequence[Resume], *, model: str | None = None) -> list[ResumeFacts]:
    """`model` names the vectors that compare with the job's; None leaves them out."""
    ids = [resume.pk for resume in resumes]
    links: dict[int, list[int]] = defaultdict(list)
    for resume_id, skill_id in (
        ResumeSkill.objects.filter(resume__in=ids).order_by("position", "pk").values_list("resume_id", "skill_id")
    ):
        links[resume_id].append(skill_id)
    names = skill_names(pk for found in links.values() for pk in found)
    vectors = _vectors(ResumeVector, ids, model)
    answering = _answering([resume.owner_id for resume in resumes])
    return [
        ResumeFacts(
            skills=tuple(names[pk] for pk in links[resume.pk]),
            years=resume.years_experience,
            pay=pay_of(resume),
            city=resume.city,
            remote_ok=resume.remote_ok,
            degree=resume.degree,
            **_work(resume, RESUME_PROSE),
            vector=vectors.get(resume.pk),
            updated_at=resume.updated_at,
            answering=answering.get(resume.owner_id or 0, Answering()),
        )
        for resume in resumes
    ]


def openings(fields: Sequence[str]) -> dict[str, Any]:
    """Annotations that load how these texts begin instead of the texts."""
    return {f"opening_{name}": Substr(name, 1, EXCERPT) for name in fields}


def _work(thing: Any, fields: Sequence[str]) -> dict[str, str]:
    for name in fields:
        opening = getattr(thing, f"opening_{name}", None)
        opening = getattr(thing, name)[:EXCERPT] if opening is None else opening
        if opening.strip():
            return {"work": opening.strip().split("\n")[0], "work_field": name}
    return {"work": "", "work_field": ""}


def pay_of(stated: Job | Resume) -> Range:
    """Its pay as a range of its own currency and period."""
    return Range(
        least=stated.salary_min,
        most=stated.salary_max,
        currency=stated.salary_currency,
        period=stated.salary_period,
        months=float(stated.salary_months) if isinstance(stated, Job) and stated.salary_months else None,
    )


def _vectors(table: type[Any], ids: Sequence[int], model: str | None) -> dict[int, FloatVector]:
    if model is None:
        return {}
    rows = table.objects.filter(pk__in=ids, model=model).values_list("pk", "data")
    return {pk: np.frombuffer(data, dtype="<f4") for pk, data in rows if data}


def _answering(people: Iterable[int | None]) -> dict[int, Answering]:
    """Of those who let it be shown."""
    shown = Responsiveness.objects.filter(person__in={pk for pk in people if pk}, person__share_reply_window=True)
    rows = shown.values_list("person_id", "asked", "answered", "median_minutes")
    return {person: Answering(asked, answered, median) for person, asked, answered, median in rows}
