from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
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
LEAST = {"skills": 0.0, "meaning": 0.0, "years": 0.0, "pay": 0.0, "place": 0.1, "degree": 0.2}
"""What the side that is looked at gets for a field that it leaves open while the other states it: the least that it
could have got by stating it. So nobody ranks higher by saying less. Only a degree that no job asks for is neutral."""
ON_A_CARD = frozenset({"skills", "years", "location"})
"""Fields of which an anonymised card speaks."""
MOST_RAISES = 3
_STATING = {"years": "state_years", "pay": "state_pay", "place": "state_place", "degree": "state_degree"}


class Audience(StrEnum):
    """Who reads the ranking: a candidate looks through jobs, a recruiter through résumés."""

    CANDIDATE = "candidate"
    RECRUITER = "recruiter"


@dataclass(frozen=True)
class Comparison:
    """`score` 0–1; why, and what would help, is put together when somebody looks."""

    score: float
    _job: JobFacts
    _resume: ResumeFacts
    _found: Mapping[str, Found]
    _others: Sequence["Judged"]
    _audience: Audience
    _said: frozenset[str] | None = None

    @property
    def tier(self) -> Tier:
        return tier_of(self.score)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """What speaks for and against, strongest first."""
        fields = FIELDS | {"meaning": (self._job.work_field, self._resume.work_field)}
        reasons = [
            _reason(name, fields[name], said, finding) for name, finding in self._found.items() for said in finding.said
        ]
        if self._said is not None:
            reasons = [reason for reason in reasons if reason.job_field in self._said]
        reasons += [_one_sided(judged, self._audience) for judged in self._others if judged.code]
        return tuple(sorted(reasons, key=lambda reason: (-reason.weight, reason.code)))

    def for_a_card(self) -> "Comparison":
        """For readers who may know the skills, years and place of a person and nothing more: reasons that quote
        anything else are left out, the score stays."""
        return replace(self, _said=ON_A_CARD)

    @cached_property
    def raises(self) -> tuple[Raise, ...]:
        """What would raise the score most."""
        return _raises(self._found, self._job, self._audience)

    def label(self, language: str) -> str:
        """The score in words with its main grounds: "Strong match: 5 of 6 skills, salary fits"."""
        return label_text(self.tier, self.reasons, language)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found about the other side alone; no `code` where there is nothing to say."""

    name: str
    value: float
    code: str
    shown: Any


def compare(job: JobFacts, resume: ResumeFacts, *, audience: Audience, now: datetime) -> Comparison:
    """Pure: the same facts give the same answer. How fast people answer and how current things are is judged on the
    side that the audience looks at."""
    found = {name: look(job, resume) for name, look in _CRITERIA.items()}
    looked_at = "job" if audience == Audience.CANDIDATE else "resume"
    for name, least in LEAST.items():
        if found[name].missing_in == looked_at and not found[name].said:
            found[name] = replace(found[name], value=least)
    others = _about_the_other_side(job, resume, audience, now)
    score = sum(WEIGHTS[name] * finding.value for name, finding in found.items())
    score += sum(WEIGHTS[judged.name] * judged.value for judged in others)
    return Comparison(score, job, resume, found, others, audience)


_CRITERIA: dict[str, Callable[[JobFacts, ResumeFacts], Found]] = {
    "skills": criteria.skills,
    "nice": criteria.nice,
    "meaning": criteria.meaning,
    "years": criteria.years,
    "pay": criteria.pay,
    "place": criteria.place,
    "degree": criteria.degree,
}


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
) -> tuple[Judged, Judged]:
    if audience == Audience.CANDIDATE:
        person, since, half_life = job.answering, job.published_at, criteria.JOB_HALF_LIFE_DAYS
    else:
        person, since, half_life = resume.answering, resume.updated_at, criteria.RESUME_HALF_LIFE_DAYS
    answered, answered_code = criteria.answering(person)
    fresh, fresh_code = criteria.freshness(since, now, half_life)
    days = max(0, (now - since).days) if since else None
    return Judged("answering", answered, answered_code, person), Judged("freshness", fresh, fresh_code, days)


def _one_sided(judged: Judged, audience: Audience) -> Reason:
    fields = {"answering": ("posted_by", "owner"), "freshness": ("published_at", "updated_at")}[judged.name]
    of_job = audience == Audience.CANDIDATE
    return Reason(
        code=judged.code,
        polarity=Polarity.FOR if judged.code in ("answers_well", "is_new") else Polarity.AGAINST,
        weight=round(WEIGHTS[judged.name] * abs(judged.value - NEUTRAL), 4),
        job_field=fields[0] if of_job else "",
        job_value=judged.shown if of_job else None,
        resume_field="" if of_job else fields[1],
        resume_value=None if of_job else judged.shown,
    )


def _raises(found: Mapping[str, Found], job: JobFacts, audience: Audience) -> tuple[Raise, ...]:
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
