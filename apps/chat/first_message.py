"""The first message, suggested: short, personal, ending in a question. And what of it came from where."""

from django.utils import translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.beside import Fact
from apps.matching.models import Job, Resume

MOST_SKILLS = 3


def suggested_first_message(*, sender: User, job: Job, candidate: User, resume: Resume | None) -> str:
    """In the posting's language, else in the sender's."""
    language = {"zh": "zh-hans", "en": "en"}.get(job.language, sender.language)
    with translation.override(language):
        shared = shared_skills(job, resume, language)
        skills = (_(", ")).join(shared)
        values = {
            "me": sender.name,
            "candidate": candidate.name,
            "job": job.title,
            "company": job.company.name if job.company else "",
            "skills": skills,
        }
        if sender.pk == candidate.pk:
            if shared:
                return (
                    _(
                        "Hello, I'm %(me)s. Your opening “%(job)s” caught my eye: I've worked with %(skills)s. "
                        "What matters most to you for this role?"
                    )
                    % values
                )
            return (
                _("Hello, I'm %(me)s. Your opening “%(job)s” caught my eye. What matters most to you for this role?")
                % values
            )
        if shared:
            return (
                _(
                    "Hello %(candidate)s, I'm %(me)s from %(company)s. For “%(job)s” we look for %(skills)s, and I saw "
                    "that in your résumé. Would you like to hear more?"
                )
                % values
            )
        return (
            _("Hello %(candidate)s, I'm %(me)s from %(company)s, hiring for “%(job)s”. Would you like to hear more?")
            % values
        )


def shared_skills(job: Job, resume: Resume | None, language: str) -> list[str]:
    """What the posting asks for and the résumé names."""
    if resume is None:
        return []
    found = job.skills.filter(pk__in=resume.skills.values("pk")).order_by("job_skills__position")[:MOST_SKILLS]
    chinese = language.startswith("zh")
    return list(dict.fromkeys((skill.name_zh if chinese else skill.name_en) or skill.name_en for skill in found))


def named_in(text: str, job: Job, resume: Resume | None, sender: User) -> list[Fact]:
    """What the text says of the job and of the résumé, so that the sender knows where it came from."""
    skills = [name for skill in job.skills.all() for name in (skill.name_en, skill.name_zh) if name and name in text]
    facts = [
        Fact(_("The job"), job.title if job.title in text else ""),
        Fact(_("Company"), job.company.name if job.company and job.company.name in text else ""),
        Fact(_("In the posting and in the résumé"), ", ".join(dict.fromkeys(skills)) if resume else ""),
        Fact(_("Your name"), sender.name if sender.name in text else ""),
    ]
    return [fact for fact in facts if fact.value]
