"""What of a job or a résumé is searched, and what of it is compared by meaning."""

from collections.abc import Iterable

from apps.language.contacts import find
from apps.matching.models import Job, Resume, Skill


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


def searched_text(job: Job, skills: Iterable[Skill]) -> str:
    """Everything that a search for this job looks into; skills under both names."""
    names = [name for skill in skills for name in (skill.name_en, skill.name_zh)]
    company = job.company.name if job.company else ""
    place = [job.city, job.region]
    prose = [job.description, job.responsibilities, job.requirements]
    return _joined([job.title, company, *place, job.industry, " ".join(names), *prose])


def meaning_of_job(job: Job) -> str:
    """What the work is. Skills, place and pay are left out: ranking looks at them by themselves."""
    return _joined([job.title, job.responsibilities, job.requirements, job.description])


def meaning_of_resume(resume: Resume) -> str:
    """What somebody has done and wants, without what ranking looks at by itself."""
    return _joined([resume.title, resume.summary, resume.experience, resume.projects])


def masked(text: str) -> str:
    """The text without telephone numbers, addresses and the like: contacts are exchanged when both agree. Links stay,
    they are samples of work."""
    parts: list[str] = []
    end = 0
    for contact in find(text):
        if contact.kind != "url":
            parts += [text[end : contact.start], "•••"]
            end = contact.end
    return "".join([*parts, text[end:]])
