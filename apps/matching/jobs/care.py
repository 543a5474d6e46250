"""A job is about to expire: its poster hears of it in time to keep it or close it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.matching.jobs.models import Job, JobStatus
from apps.matching.jobs.validity import last_day
from apps.notifications.care.models import CareShown
from apps.notifications.care.registry import Care, Occasion, care_kind, register

AHEAD = timedelta(days=3)
MOST = 2000


def _words(facts: dict[str, Any]) -> dict[str, Any]:
    # Translators: weekday, day and month in Django's date format.
    return facts | {"day": date_format(datetime.fromisoformat(facts["last_day"]), gettext("D j M"))}


KIND = care_kind(
    "job_expires",
    name=_("A job posting is about to end"),
    title=_("“%(title)s” stands until %(day)s"),
    body=_("Is it still open? Give it a later day, or close it, so that nobody applies in vain."),
    icon="calendar-clock",
    localise=_words,
)


def _subject(job: Job) -> str:
    return f"job:{job.pk}:{job.expires_at:%Y%m%d%H%M}"


def _find(now: datetime, person: int | None) -> list[Occasion]:
    jobs = Job.objects.filter(
        status=JobStatus.OPEN, expires_at__gt=now, expires_at__lte=now + AHEAD, posted_by__is_active=True
    )
    if person is not None:
        jobs = jobs.filter(posted_by=person)
    return [
        Occasion(
            job.posted_by_id or 0,
            _subject(job),
            {"title": job.title, "last_day": str(last_day(job))},
            reverse("matching:job_edit", args=[job.pk]),
        )
        for job in jobs.select_related("posted_by").defer("search_tokens").order_by("expires_at", "pk")[:MOST]
    ]


def _acted(shown: Sequence[CareShown]) -> Collection[int]:
    """It was given another day, or closed."""
    ids = {int(one.subject.split(":")[1]): one for one in shown}
    jobs = Job.objects.filter(pk__in=ids).defer("search_tokens")
    return [ids[job.pk].pk for job in jobs if job.status != JobStatus.OPEN or _is_moved(job, ids[job.pk])]


def _is_moved(job: Job, shown: CareShown) -> bool:
    return job.expires_at is None or _subject(job) != shown.subject


register(Care(kind=KIND, place=10, find=_find, acted=_acted))
