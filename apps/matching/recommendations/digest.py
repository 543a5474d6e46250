"""New jobs that fit, and why."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.matching.jobs.models import Job
from apps.matching.jobs.selectors import jobs_for
from apps.matching.ranking import Tier
from apps.matching.recommendations.selectors import match, rank_jobs
from apps.matching.resumes.selectors import resume_of
from apps.notifications.deciding.registry import MailEntry
from apps.notifications.digests.registry import Section, Span, register

MOST = 3


def _find(person: User, span: Span) -> list[int]:
    """The closest of those that were posted since; none where nothing fits well."""
    resume = resume_of(person) if person.is_candidate else None
    if resume is None or not resume.personalised:
        return []
    posted = jobs_for(person, now=span.now).answered().filter(published_at__gt=span.since)
    closest = rank_jobs(resume, posted, now=span.now)[:MOST]
    return [one.job.pk for one in closest if one.comparison.tier in (Tier.STRONG, Tier.GOOD)]


def _words(person: User, ids: Sequence[int]) -> list[MailEntry]:
    resume = resume_of(person)
    jobs = Job.objects.listed().select_related("company").in_bulk(ids)
    return [
        MailEntry(
            f"{job.title} · {job.company.name}" if job.company else job.title,
            match(job, resume).label(get_language() or "en") if resume else "",
            reverse("matching:job", args=[job.pk]),
        )
        for job in (jobs[pk] for pk in ids if pk in jobs)
    ]


register(
    Section(
        key="jobs",
        place=20,
        title=_("New jobs for you"),
        counted=lambda n: ngettext("%(n)d new job", "%(n)d new jobs", n) % {"n": n},
        find=_find,
        words=_words,
    )
)
