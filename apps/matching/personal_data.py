from collections.abc import Iterator, Mapping

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.privacy.registry import PersonalData, Rows, register, rows
from apps.matching.models import (
    Job,
    JobDismissal,
    JobFact,
    JobStatus,
    ReadingNotice,
    Responsiveness,
    Resume,
    ResumeAccess,
    ResumeReading,
    ResumeSkill,
)

RESUME = (
    "person_name", "title", "years_experience", "city", "region", "remote_ok", "industry", "degree", "education",
    "summary", "experience", "projects", "languages", "availability", "language", "visibility", "personalised",
    "salary_min", "salary_max", "salary_currency", "salary_period", "salary_text", "file_name", "text", "source",
    "created_at", "updated_at",
)  # fmt: skip
JOB = ("title", "company__name", "status", "city", "description", "responsibilities", "requirements", "published_at")


def export(person: User) -> Mapping[str, Rows]:
    return {
        "resume": rows(Resume.objects.filter(owner=person), *RESUME),
        "resume_skills": rows(ResumeSkill.objects.filter(resume__owner=person), "skill__name_en", "skill__name_zh"),
        "resume_opened_to": rows(
            ResumeAccess.objects.filter(resume__owner=person), "company__name", "file_shared_at", "created_at"
        ),
        "jobs_not_interested_in": rows(
            JobDismissal.objects.filter(person=person), "job__title", "reason", "created_at"
        ),
        "jobs_posted": rows(Job.objects.filter(posted_by=person), *JOB),
        "answers_on_job_cards": rows(
            JobFact.objects.filter(approved_by=person), "job__title", "topic", "value", "approved_at"
        ),
        "resumes_read": rows(ResumeReading.objects.filter(reader=person), "read_at"),
        "reply_times": rows(Responsiveness.objects.filter(person=person), "median_minutes", "asked", "answered"),
    }


def files(person: User) -> Iterator[tuple[str, File]]:
    for resume in Resume.objects.filter(owner=person).exclude(file=""):
        yield resume.file_name or "resume", resume.file.open()


def erase(person: User) -> None:
    """The résumé goes with its file and its vector. Jobs are their company's: they stay, and close where no colleague
    is left to answer for them."""
    for resume in Resume.objects.filter(owner=person):
        if resume.file:
            resume.file.delete(save=False)
        resume.delete()
    with transaction.atomic():
        JobDismissal.objects.filter(person=person).delete()
        JobFact.objects.filter(approved_by=person).update(approved_by=None)
        JobFact.objects.filter(withdrawn_by=person).update(withdrawn_by=None)
        ResumeReading.objects.filter(reader=person).delete()
        ReadingNotice.objects.filter(reader=person).delete()
        Responsiveness.objects.filter(person=person).delete()
        colleagues = User.objects.filter(company=person.company_id, is_active=True).exclude(pk=person.pk)
        if person.company_id and not colleagues.exists():
            now = timezone.now()
            Job.objects.filter(company=person.company_id, status=JobStatus.OPEN).update(
                status=JobStatus.CLOSED, closed_at=now, updated_at=now
            )


register(PersonalData("work", _("Your résumé and jobs"), 20, export, erase, files))
