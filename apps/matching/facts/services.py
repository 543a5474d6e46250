"""What a company says once: approved, changed, withdrawn."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.errors import InvalidInput, NotFound
from apps.events.services import publish
from apps.language import cleaning
from apps.matching.facts.errors import EmptyFact, FactChanged, FactExpiresInPast, FactTooLong
from apps.matching.facts.events import FactApproved, FactWithdrawn
from apps.matching.facts.models import MAX_FACT, JobFact
from apps.matching.jobs.models import Job
from apps.matching.jobs.services import may_manage
from apps.matching.profile.languages import language_of

LONGEST_TOPIC = 40


@transaction.atomic
def approve_fact(
    *,
    job: Job,
    topic: str,
    value: str,
    approver: User,
    expires_at: datetime | None = None,
    message: int | None = None,
    now: datetime | None = None,
) -> JobFact:
    """Puts an answer on the job's card, in the place of what stood there about the topic. The same again changes
    nothing. NotFound for who doesn't manage the job; raises EmptyFact, FactTooLong or FactExpiresInPast."""
    if not may_manage(approver, job):
        raise NotFound
    now = now or timezone.now()
    text = _checked(value, expires_at, now)
    if not topic or len(topic) > LONGEST_TOPIC:
        raise InvalidInput(field="topic")
    # Who approves at the same moment waits here, and then replaces or repeats what the first one wrote.
    Job.objects.select_for_update().only("pk").get(pk=job.pk)
    standing = JobFact.objects.filter(job=job, topic=topic, withdrawn_at=None).first()
    if standing is not None:
        if (standing.value, standing.expires_at) == (text, expires_at):
            return standing
        _withdraw(standing, approver, now)
    fact = JobFact.objects.create(
        job=job,
        topic=topic,
        value=text,
        language=language_of(text),
        approved_by=approver,
        approved_at=now,
        expires_at=expires_at,
        message=message,
    )
    publish(FactApproved(job=job.pk, topic=topic, fact=fact.pk, by=approver.pk))
    return fact


@transaction.atomic
def change_fact(
    *, fact: JobFact, value: str, expires_at: datetime | None, editor: User, now: datetime | None = None
) -> JobFact:
    """The successor of an answer. Raises FactChanged where it no longer stands, and what `approve_fact` raises."""
    if not may_manage(editor, fact.job):
        raise NotFound
    Job.objects.select_for_update().only("pk").get(pk=fact.job_id)
    if not JobFact.objects.filter(pk=fact.pk, withdrawn_at=None).exists():
        raise FactChanged
    return approve_fact(
        job=fact.job,
        topic=fact.topic,
        value=value,
        approver=editor,
        expires_at=expires_at,
        message=fact.message,
        now=now,
    )


@transaction.atomic
def withdraw_fact(*, fact: JobFact, by: User, now: datetime | None = None) -> JobFact:
    """Takes it off the card: the topic is open again. Twice is once. NotFound for who doesn't manage the job."""
    if not may_manage(by, fact.job):
        raise NotFound
    if _withdraw(fact, by, now or timezone.now()):
        publish(FactWithdrawn(job=fact.job_id, topic=fact.topic, fact=fact.pk, by=by.pk))
    fact.refresh_from_db()
    return fact


def _withdraw(fact: JobFact, by: User, now: datetime) -> int:
    return JobFact.objects.filter(pk=fact.pk, withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=by)


def _checked(value: str, expires_at: datetime | None, now: datetime) -> str:
    try:
        text = cleaning.clean(value, max_length=MAX_FACT)
    except cleaning.UnusableText as error:
        raise (FactTooLong if error.code == "too_long" else EmptyFact)(field="value") from error
    if not text:
        raise EmptyFact(field="value")
    if expires_at is not None and expires_at <= now:
        raise FactExpiresInPast(field="expires_at")
    return text
