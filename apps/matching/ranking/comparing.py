from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from apps.matching.ranking import criteria
from apps.matching.ranking.criteria import NEUTRAL, Found, Said
from apps.matching.ranking.facts import JobFacts, ResumeFacts
from apps.matching.ranking.reasons import Polarity, Raise, Reason
from apps.matching.ranking.wording import Tier, label_text, tier_of

WEIGHTS = {
    "skills": 0.36,
    "meaning": 0.20,
    "years": 0.10,
    "pay": 0.10,
    "place": 0.09,
    "nice": 0.06,
    "answering": 0.04,
    "freshness": 0.03,
    "degree": 0.02,
}
"""They add up to 1."""

FIELDS = {
    "skills": ("skills", "skills"),
    "nice": ("skills", "skills"),
    "years": ("years", "years_experience"),
    "pay": ("salary", "salary"),
    "place": ("location", "location"),
    "degree": ("degree", "degree"),
}
MOST_RAISES = 3
_STATING = {"years": "state_years", "pay": "state_pay", "place": "state_place", "degree": "state_degree"}


class Audience(StrEnum):
    """Who reads the ranking: a candidate looks through jobs, a recruiter through résumés."""

    CANDIDATE = "candidate"
    RECRUITER = "recruiter"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`score` 0–1; `reasons` strongest first; `raises` what would help most."""

    score: float
    tier: Tier
    reasons: tuple[Reason, ...]
    raises: tuple[Raise, ...]

    def label(self, language: str) -> str:
        """The score in words with its main grounds: "Strong match: 5 of 6 skills, salary fits"."""
        return label_text(self.tier, self.reasons, language)


def compare(job: JobFacts, resume: ResumeFacts, *, audience: Audience, now: datetime) -> Comparison:
    """Pure: the same facts give the same answer. How fast people answer and how current things are is judged on the
    side that the audience looks at."""
    found = {
        "skills": criteria.skills(job, resume),
        "nice": criteria.nice(job, resume),
        "meaning": criteria.meaning(job, resume),
        "years": criteria.years(job, resume),
        "pay": criteria.pay(job, resume),
        "place": criteria.place(job, resume),
        "degree": criteria.degree(job, resume),
    }
    fields = FIELDS | {"meaning": (job.work_field, resume.work_field)}
    reasons = [_reason(name, fields[name], said, finding) for name, finding in found.items() for said in finding.said]
    score = sum(WEIGHTS[name] * finding.value for name, finding in found.items())
    for name, value, reason in _about_the_other_side(job, resume, audience, now):
        score += WEIGHTS[name] * value
        reasons += [reason] if reason else []
    reasons.sort(key=lambda reason: (-reason.weight, reason.code))
    return Comparison(
        score=score,
        tier=tier_of(score),
        reasons=tuple(reasons),
        raises=_raises(found, job, audience),
    )


def _reason(name: str, fields: tuple[str, str], said: Said, finding: Found) -> Reason:
    shift = WEIGHTS[name] * (said.share if name == "skills" else abs(finding.value - NEUTRAL))
    return Reason(
        code=said.code,
        polarity=Polarity.FOR if said.helps else Polarity.AGAINST,
        weight=round(shift, 4),
        job_field=fields[0],
        job_value=said.job_value,
        resume_field=fields[1],
        resume_value=said.resume_value,
    )


def _about_the_other_side(
    job: JobFacts, resume: ResumeFacts, audience: Audience, now: datetime
) -> list[tuple[str, float, Reason | None]]:
    side: Any = job if audience == Audience.CANDIDATE else resume
    since = job.published_at if audience == Audience.CANDIDATE else resume.updated_at
    half_life = criteria.JOB_HALF_LIFE_DAYS if audience == Audience.CANDIDATE else criteria.RESUME_HALF_LIFE_DAYS
    answered, answered_code = criteria.answering(side.answering)
    fresh, fresh_code = criteria.freshness(since, now, half_life)
    days = (now - since).days if since else None
    return [
        ("answering", answered, _one_sided("answering", answered_code, answered, side.answering, audience)),
        ("freshness", fresh, _one_sided("freshness", fresh_code, fresh, days, audience)),
    ]


def _one_sided(name: str, code: str, value: float, shown: Any, audience: Audience) -> Reason | None:
    if not code:
        return None
    job_field, resume_field = {"answering": ("posted_by", "owner"), "freshness": ("published_at", "updated_at")}[name]
    of_job = audience == Audience.CANDIDATE
    return Reason(
        code=code,
        polarity=Polarity.FOR if code in ("answers_well", "is_new") else Polarity.AGAINST,
        weight=round(WEIGHTS[name] * abs(value - NEUTRAL), 4),
        job_field=job_field if of_job else "",
        job_value=shown if of_job else None,
        resume_field="" if of_job else resume_field,
        resume_value=None if of_job else shown,
    )


def _raises(found: dict[str, Found], job: JobFacts, audience: Audience) -> tuple[Raise, ...]:
    raises: list[Raise] = []
    for name, count in (("skills", len(job.required)), ("nice", 2 * len(job.nice))):
        for skill in found[name].lacking:
            raises.append(Raise("add_skill", WEIGHTS[name] / count, "skills", str(audience), skill))
    for name, code in _STATING.items():
        finding = found[name]
        if finding.missing_in == "resume":
            raises.append(Raise(code, WEIGHTS[name] * (1 - finding.value), FIELDS[name][1], str(audience)))
        elif finding.missing_in == "job":
            raises.append(Raise(f"{code}_in_job", WEIGHTS[name] * (1 - finding.value), FIELDS[name][0], str(audience)))
    raises.sort(key=lambda step: -step.gain)
    return tuple(raises[:MOST_RAISES])
