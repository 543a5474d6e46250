"""The nine criteria. Each looks at one field of each side and says what it found."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from apps.matching.parsing.places import same_city
from apps.matching.profile.models import Degree
from apps.matching.profile.money import Range, monthly
from apps.matching.ranking.facts import Answering, JobFacts, ResumeFacts, SkillName

NEUTRAL = 0.5
LEAST_ASKED = 3
"""So many questions before anybody is called quick or slow."""
FAST_MINUTES, SLOW_MINUTES = 60, 48 * 60
JOB_HALF_LIFE_DAYS, RESUME_HALF_LIFE_DAYS = 21, 60
UNRELATED, ALIKE = 0.15, 0.60
"""Cosines of texts about unrelated and about the same work (multilingual sentence encoder)."""
SURELY_ALIKE, SURELY_DIFFERENT = 0.7, 0.2
"""Between these the texts count, but nobody is told that the work is alike or different."""
_DEGREES = [str(degree) for degree in Degree]


@dataclass(frozen=True, slots=True)
class Said:
    """A reason in the making: `helps` is whether it speaks for the pair."""

    code: str
    helps: bool
    job_value: Any = None
    resume_value: Any = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """`value` 0–1, 0.5 when either side doesn't say; `missing_in` names the side that leaves it open."""

    value: float = NEUTRAL
    said: Sequence[Said] = field(default_factory=tuple)
    missing_in: str = ""
    lacking: Sequence[SkillName] = field(default_factory=tuple)


def _is_missing(job: object, resume: object) -> str:
    return "resume" if job is not None and resume is None else "job" if job is None and resume is not None else ""


def skills(job: JobFacts, resume: ResumeFacts) -> Found:
    """The share of required skills that the résumé names."""
    if not job.required:
        return Found(missing_in="job")
    mine = {skill.id for skill in resume.skills}
    met = tuple(skill for skill in job.required if skill.id in mine)
    lacking = tuple(skill for skill in job.required if skill.id not in mine)
    said = []
    if met:
        said.append(Said("skills_met", True, job.required, met, len(met) / len(job.required)))
    if lacking:
        said.append(Said("skills_missing", False, lacking, resume.skills, len(lacking) / len(job.required)))
    return Found(len(met) / len(job.required), said, lacking=lacking)


def nice(job: JobFacts, resume: ResumeFacts) -> Found:
    """Nice-to-have skills only help: none of them is neutral, all of them is 1."""
    mine = {skill.id for skill in resume.skills}
    met = tuple(skill for skill in job.nice if skill.id in mine)
    lacking = tuple(skill for skill in job.nice if skill.id not in mine)
    value = NEUTRAL + (1 - NEUTRAL) * len(met) / len(job.nice) if job.nice else NEUTRAL
    return Found(value, [Said("nice_met", True, job.nice, met)] if met else (), lacking=lacking)


def meaning(job: JobFacts, resume: ResumeFacts) -> Found:
    """How alike the described work is: cosine of the texts, from unrelated (0) to the same work (1)."""
    if job.vector is None or resume.vector is None:
        return Found(missing_in=_is_missing(job.work or None, resume.work or None))
    cosine = float(job.vector @ resume.vector)
    value = min(1.0, max(0.0, (cosine - UNRELATED) / (ALIKE - UNRELATED)))
    if value >= SURELY_ALIKE:
        return Found(value, [Said("work_alike", True, job.work, resume.work)])
    if value <= SURELY_DIFFERENT:
        return Found(value, [Said("work_differs", False, job.work, resume.work)])
    return Found(value)


def years(job: JobFacts, resume: ResumeFacts) -> Found:
    """Within the range is 1; a year short 0.4, three or more hardly anything; above it slightly below neutral."""
    if job.years_min is None and job.years_max is None:
        return Found(missing_in=_is_missing(None, resume.years))
    if resume.years is None:
        return Found(missing_in="resume")
    asked, least, most = (job.years_min, job.years_max), job.years_min or 0, job.years_max
    if resume.years < least:
        value = max(0.0, 0.4 - 0.15 * (least - resume.years - 1))
        return Found(value, [Said("years_short", False, asked, resume.years)])
    if most is not None and resume.years > most:
        value = max(0.3, 0.46 - 0.02 * (resume.years - most))
        return Found(value, [Said("years_over", False, asked, resume.years)])
    return Found(1.0, [Said("years_fit", True, asked, resume.years)])


def pay(job: JobFacts, resume: ResumeFacts) -> Found:
    """The most that is offered against the least that is asked, in yuan a month. Enough is 1; each percent
    short costs a point from 0.45 down. A range that is open above says as little about the most as none."""
    if not job.pay.is_stated or not resume.pay.is_stated:
        return Found(missing_in=_is_missing(job.pay.is_stated or None, resume.pay.is_stated or None))
    offered, asked = _most(job.pay, resume.pay), _least(resume.pay, job.pay)
    if offered is None or asked is None:
        return Found(missing_in=_is_missing(offered, asked))
    if offered >= asked:
        return Found(1.0, [Said("pay_fits", True, job.pay, resume.pay)])
    if job.pay.most is None:
        return Found(missing_in="job")
    return Found(max(0.0, 0.45 - (1 - offered / asked)), [Said("pay_below", False, job.pay, resume.pay)])


def _most(offer: Range, other: Range) -> float | None:
    amount = offer.most if offer.most is not None else offer.least
    return None if amount is None else monthly(amount, offer, yearly=other.period == "year")


def _least(wish: Range, other: Range) -> float | None:
    amount = wish.least if wish.least is not None else wish.most
    return None if amount is None else monthly(amount, wish, yearly=other.period == "year")


def place(job: JobFacts, resume: ResumeFacts) -> Found:
    """The same city or remote work is 1; another city 0.1."""
    here, there = (job.city, job.remote), (resume.city, resume.remote_ok)
    if job.city and resume.city and same_city(job.city, resume.city):
        return Found(1.0, [Said("place_same", True, here, there)])
    if job.remote:
        if resume.remote_ok is False:
            return Found(0.15, [Said("remote_unwanted", False, here, there)])
        return Found(
            1.0 if resume.remote_ok else 0.8,
            [Said("remote_fits", True, here, there)],
            missing_in="" if resume.remote_ok else "resume",
        )
    if not job.city or not resume.city:
        return Found(missing_in=_is_missing(job.city or None, resume.city or None))
    return Found(0.1, [Said("place_far", False, here, there)])


def degree(job: JobFacts, resume: ResumeFacts) -> Found:
    """At least the degree that is asked for is 1, a lower one 0.2."""
    if not job.degree or not resume.degree:
        return Found(missing_in="resume" if job.degree else "")
    if _DEGREES.index(resume.degree) >= _DEGREES.index(job.degree):
        return Found(1.0, [Said("degree_met", True, job.degree, resume.degree)])
    return Found(0.2, [Said("degree_below", False, job.degree, resume.degree)])


def answering(person: Answering) -> tuple[float, str]:
    """Share answered × speed (1 within an hour, 0.5 from two days on, by the logarithm between); and a code."""
    if person.asked < LEAST_ASKED:
        return NEUTRAL, ""
    speed = 0.0
    if person.median_minutes is not None:
        span = math.log(SLOW_MINUTES / FAST_MINUTES)
        speed = 1 - min(1.0, max(0.0, math.log(max(person.median_minutes, 1) / FAST_MINUTES) / span))
    value = person.answered / person.asked * (0.5 + 0.5 * speed)
    return value, "answers_well" if value >= 0.6 else "answers_seldom" if value <= 0.4 else ""


def freshness(since: datetime | None, now: datetime, half_life_days: int) -> tuple[float, str]:
    """Halves every `half_life_days`; a code for what is new (a week) and old (three half-lives)."""
    if since is None:
        return NEUTRAL, ""
    days = max(0.0, (now - since).total_seconds() / 86_400)
    code = "is_new" if days <= 7 else "is_old" if days >= 3 * half_life_days else ""
    return 0.5 ** (days / half_life_days), code
