"""Until when a posting stands. A day counts to its end where the one who set it is, that of an import in UTC; it is
stored as the first moment after it, and shown as that day."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from apps.matching.jobs.models import Job

FURTHEST = date(9998, 12, 31)
"""Who means "for ever" writes 9999-12-31, after which no day can be told any more."""


def end_of(day: date, *, zone: tzinfo | None = None) -> datetime:
    """The first moment after `day`, or after `FURTHEST`, in `zone`, else in the active time zone."""
    return timezone.make_aware(datetime.combine(min(day, FURTHEST) + timedelta(days=1), time()), zone)


def last_day(job: Job) -> date | None:
    """The last day on which it stands, whoever reads it: in its poster's zone if a day ends there at that moment, else
    in UTC. None for one that stands until it is closed."""
    if job.expires_at is None:
        return None
    zone = ZoneInfo(job.posted_by.time_zone) if job.posted_by is not None else UTC
    if job.expires_at.astimezone(zone).time() != time():
        zone = UTC
    return (job.expires_at - timedelta(seconds=1)).astimezone(zone).date()


def usual_last_day(*, now: datetime | None = None) -> date:
    """What is proposed for a posting that doesn't say."""
    return timezone.localdate(now) + timedelta(days=settings.JOBS_VALID_DAYS)
