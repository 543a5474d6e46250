"""Reporting a posting: what it says is frozen as evidence at once. Its company isn't told before it's decided."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from apps.accounts.models import User
from apps.chat.conversations.moments import iso
from apps.chat.moderation.errors import OwnPosting
from apps.chat.moderation.evidence import Witness
from apps.chat.moderation.models import OF_POSTINGS, Report
from apps.chat.moderation.services import file_once
from apps.errors import InvalidInput, NotFound
from apps.matching.jobs.services import may_manage
from apps.matching.models import Job
from apps.matching.profile.wording import pay_text
from apps.matching.recommendations.loading import pay_of


def posting_for(reporter: User, job_id: int) -> Job:
    """Raises NotFound for a posting that isn't theirs to see, OwnPosting for one that they manage."""
    job = Job.objects.visible_to(reporter).select_related("company", "posted_by").filter(pk=job_id).first()
    if job is None:
        raise NotFound(field="job")
    if may_manage(reporter, job) or job.posted_by_id == reporter.pk:
        raise OwnPosting(field="job")
    return job


def report_posting(*, reporter: User, job_id: int, reason: str, note: str = "", now: datetime | None = None) -> Report:
    """The same again, while it isn't decided, gives the report that there is. Raises what `posting_for` raises, and
    TooManyReports."""
    if reason not in OF_POSTINGS:
        raise InvalidInput(field="reason")
    job = posting_for(reporter, job_id)
    waiting = Q(state__in=[Report.State.OPEN, Report.State.PROPOSED])
    return file_once(
        reporter=reporter,
        known=lambda: Report.objects.filter(waiting, reporter=reporter, job=job).first(),
        subject={"job": job, "reported": job.posted_by},
        evidence=lambda: [_frozen(job)],
        reason=reason,
        note=note,
        now=now or timezone.now(),
    )


def _frozen(job: Job) -> Witness:
    """The posting as it reads now."""
    return Witness(
        id=job.pk,
        seq=0,
        sender=job.posted_by_id,
        name=job.posted_by.name if job.posted_by else "",
        text=_text(job),
        before=[],
        pictures=[],
        files=[],
        sent_at=iso(job.published_at),
        edited_at=None,
        recalled_at=None,
        is_reported=True,
    )


def _text(job: Job) -> str:
    head = [job.title, job.company.name if job.company else "", ", ".join(filter(None, (job.city, job.region)))]
    pay = job.salary_text or pay_text(pay_of(job), get_language() or "en")
    parts = [*head, pay, job.description, job.responsibilities, job.requirements]
    return "\n\n".join(part for part in parts if part)
