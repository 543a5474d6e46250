"""What stands beside a conversation: the job and, for the company's side, the candidate's résumé, in short lines."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.conversations.facts import Fact
from apps.chat.conversations.models import Conversation
from apps.chat.topics.reading import Known
from apps.matching.facts.card import named
from apps.matching.facts.models import Subject
from apps.matching.models import Job, Resume
from apps.matching.profile.wording import pay_text
from apps.matching.recommendations.loading import pay_of


@dataclass(frozen=True, slots=True)
class Beside:
    """`resume` is None unless the viewer may see it."""

    job: Job | None
    job_facts: list[Fact]
    card_facts: list[Fact]
    resume: Resume | None
    resume_facts: list[Fact]
    resume_skills: list[str]


def beside(conversation: Conversation, viewer: User, known: Known) -> Beside:
    """Four queries at most."""
    job = conversation.job
    resume = None
    if conversation.candidate_id and viewer.pk != conversation.candidate_id:
        resume = Resume.objects.visible_to(viewer).filter(owner=conversation.candidate_id).first()
    skills = resume.skills.all()[:12] if resume else []
    return Beside(
        job=job,
        job_facts=job_facts(job) if job else [],
        card_facts=[Fact(one.label, one.value) for one in named(known.facts, known.topics_of(Subject.JOB))],
        resume=resume,
        resume_facts=resume_facts(resume) if resume else [],
        resume_skills=[skill.name_in(viewer.language) for skill in skills],
    )


def job_facts(job: Job) -> list[Fact]:
    place = ", ".join(part for part in (job.city, job.region) if part)
    return [
        Fact(_("Pay"), pay_words(job)),
        Fact(_("Place"), place),
        Fact(_("Remote"), yes_no(job.remote)),
        Fact(_("Employment"), job.get_employment_display() if job.employment else ""),
        Fact(_("Experience"), years_words(job.years_min, job.years_max)),
    ]


def resume_facts(resume: Resume) -> list[Fact]:
    facts = [
        Fact(_("Looking for"), resume.title),
        Fact(_("Place"), ", ".join(part for part in (resume.city, resume.region) if part)),
        Fact(_("Experience"), years_words(resume.years_experience, resume.years_experience)),
        Fact(_("Expected pay"), pay_words(resume)),
        Fact(_("Remote"), yes_no(resume.remote_ok)),
        Fact(_("Available from"), resume.availability),
    ]
    return [fact for fact in facts if fact.value]


def pay_words(pay: Job | Resume) -> str:
    """¥15,000–25,000 a month, as on the job's page; the posting's own words where it gives no numbers."""
    return pay_text(pay_of(pay), get_language() or "en") or pay.salary_text


def years_words(least: int | None, most: int | None) -> str:
    if least is None and most is None:
        return ""
    if least == most or most is None:
        return _("%(years)s years") % {"years": f"{least}+" if most is None else least}
    return _("%(years)s years") % {"years": f"{least or 0}–{most}"}


def yes_no(value: bool | None) -> str:
    return "" if value is None else _("Yes") if value else _("No")
