"""Why a group is for somebody: their skills, the job they look for, or the jobs they hire for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.education.circles.models import Circle
from apps.matching.models import Job, JobStatus, Resume, Skill

MOST_NAMED = 3
MOST_JOBS = 20
_TITLE_COUNTS = 3
"""A title that names the family says as much as this many skills."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a person's résumé or open jobs say: titles, and skills by their field."""

    titles: list[str] = field(default_factory=list)
    skills: list[Skill] = field(default_factory=list)
    is_hiring: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """`strength` orders recommendations; 0 where there is no reason."""

    strength: int = 0
    words: str = ""


def ground_of(person: User) -> Ground:
    if person.is_recruiter:
        jobs = Job.objects.filter(posted_by=person, status=JobStatus.OPEN).order_by("-pk")[:MOST_JOBS]
        found = list(jobs.prefetch_related("skills"))
        skills = {skill.pk: skill for job in found for skill in job.skills.all()}
        return Ground([job.title for job in found], list(skills.values()), is_hiring=True)
    resume = Resume.objects.filter(owner=person).prefetch_related("skills").first()
    if resume is None or not resume.personalised:
        return Ground()
    return Ground([resume.title] if resume.title else [], list(resume.skills.all()))


def reason_for(circle: Circle, ground: Ground) -> Reason:
    """The strongest that there is: a title before skills."""
    fields, words = _listed(circle.skill_fields), _listed(circle.title_words)
    skills = [skill for skill in ground.skills if skill.field in fields]
    title = next((one for one in ground.titles if _named(one, words)), None)
    if title is not None:
        said = _("You hire for “%(title)s”") if ground.is_hiring else _("You look for “%(title)s”")
        return Reason(_TITLE_COUNTS + len(skills), said % {"title": title})
    if skills:
        said = _("Your jobs ask for %(skills)s") if ground.is_hiring else _("Your résumé names %(skills)s")
        return Reason(len(skills), said % {"skills": _enumerated(skills)})
    return Reason()


def word_in(circle: Circle, text: str) -> str:
    """The word of its job titles that a text has in it; empty where there is none."""
    return _named(text, _listed(circle.title_words))


def _named(text: str, words: Iterable[str]) -> str:
    """Latin words as whole words, so that "hr" isn't in "through"."""
    text = text.casefold()
    return next(
        (
            word
            for word in words
            if (re.search(rf"\b{re.escape(word.casefold())}\b", text) if word.isascii() else word.casefold() in text)
        ),
        "",
    )


def _enumerated(skills: Iterable[Skill]) -> str:
    is_chinese = (get_language() or "").startswith("zh")
    names = [skill.name_zh if is_chinese else skill.name_en for skill in skills]
    return ("、" if is_chinese else ", ").join(names[:MOST_NAMED])


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.replace("，", ",").split(",") if one.strip()]
