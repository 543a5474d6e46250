"""What a posting's own words say that its fields don't: proposed to its author with the line, never taken as stated."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.matching.jobs.models import Job
from apps.matching.jobs.services import edit_job
from apps.matching.parsing.requirements import degree_asked_for, pay_offered, skills_asked_for, years_asked_for
from apps.matching.profile.models import Degree, TextLanguage
from apps.matching.profile.wording import pay_text
from apps.matching.skills.selectors import vocabulary

MOST_SKILLS = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be stated: `label` and `value` in words, `source` the line that says it, `fields` for `edit_job`."""

    label: str
    value: str
    source: str
    fields: dict[str, Any] = field(default_factory=dict)


def proposals_for(job: Job) -> list[Proposal]:
    """For the fields that the posting leaves open, in the reader's language."""
    prose = "\n".join((job.requirements, job.responsibilities, job.description))
    return [*_skills(job, prose), *_years(job, prose), *_degree(job, prose), *_pay(job, f"{job.salary_text}\n{prose}")]


@transaction.atomic
def accept_proposals(*, job: Job, editor: User) -> Job:
    """States all that is proposed for the job as it stands. NotFound for who doesn't manage it."""
    fields: dict[str, Any] = {}
    for proposal in proposals_for(job):
        fields |= proposal.fields
    return edit_job(job=job, editor=editor, **fields)


def _skills(job: Job, prose: str) -> list[Proposal]:
    if job.job_skills.exists():
        return []
    required, nice = skills_asked_for(prose, vocabulary())
    groups = ((_("Required skills"), "skills_required", required), (_("Nice to have"), "skills_nice", nice))
    return [
        Proposal(
            label, ", ".join(list(names)[:MOST_SKILLS]), next(iter(names.values())), {name: list(names)[:MOST_SKILLS]}
        )
        for label, name, names in groups
        if names
    ]


def _years(job: Job, prose: str) -> list[Proposal]:
    read = years_asked_for(prose) if job.years_min is None and job.years_max is None else None
    if read is None:
        return []
    years = read.value
    words = "–".join(str(figure) for figure in (years.least, years.most) if figure is not None)
    label = _("Years of experience") if years.most is not None else _("Years of experience from")
    return [Proposal(label, words, read.source, {"years_min": years.least, "years_max": years.most})]


def _degree(job: Job, prose: str) -> list[Proposal]:
    read = None if job.degree else degree_asked_for(prose)
    if read is None:
        return []
    return [Proposal(_("Degree"), str(Degree(read.value).label), read.source, {"degree": read.value})]


def _pay(job: Job, prose: str) -> list[Proposal]:
    if job.salary_min is not None or job.salary_max is not None:
        return []
    read = pay_offered(prose, currency="CNY" if job.language == TextLanguage.CHINESE else "")
    if read is None:
        return []
    pay = read.value
    stated: dict[str, Any] = {"salary_min": pay.least, "salary_max": pay.most, "salary_currency": pay.currency}
    stated |= {"salary_period": pay.period, "salary_months": pay.months}
    return [Proposal(_("Pay"), pay_text(pay, get_language() or "en"), read.source, stated)]
