"""Which job came from which open form: whoever goes back to it and sends it again changes that job, and posts no second
one."""

from uuid import UUID

from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.api.models import IdempotentRequest
from apps.matching.jobs.models import Job


def job_made_by(*, poster: User, form_key: UUID) -> Job | None:
    """The job that this form made, as long as it is remembered (seven days)."""
    made = IdempotentRequest.objects.filter(person=poster, key=_key(form_key)).first()
    return None if made is None or made.body is None else Job.objects.filter(pk=made.body["job"]).first()


def remember_form(*, poster: User, form_key: UUID, job: Job) -> bool:
    """Call it in the transaction that makes the job. False when the form has made one meanwhile: undo this one."""
    try:
        with transaction.atomic():
            IdempotentRequest.objects.create(
                person=poster, key=_key(form_key), fingerprint="form", status=201, body={"job": job.pk}
            )
    except IntegrityError:
        return False
    return True


def _key(form_key: UUID) -> str:
    return f"job-form:{form_key}"
