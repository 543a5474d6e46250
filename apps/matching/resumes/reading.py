"""Who reads résumés with names, and how many somebody opens in a day."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.accounts.companies.selectors import is_vouched_for
from apps.accounts.models import User
from apps.matching.resumes.errors import NotVouchedFor, TooManyResumes
from apps.matching.resumes.models import ReadingNotice, Resume, ResumeAccess, ResumeReading

WINDOW = timedelta(days=1)
KEPT = timedelta(days=30)
CARD_FACTS = ("title", "industry", "years_experience", "city", "region", "remote_ok")
"""What an anonymised card says beside the skills."""


def named_to(reader: User, resumes: Collection[Resume]) -> set[int]:
    """Of these, which the reader may see may be read with the name and all that it says: one's own, those of people
    who wrote to the reader's company, and all for who is vouched for. A fixed number of queries."""
    ids = {resume.pk for resume in resumes}
    own = {resume.pk for resume in resumes if resume.owner_id == reader.pk}
    if ids == own or is_vouched_for(reader):
        return ids
    accesses = ResumeAccess.objects.filter(resume__in=ids, company=reader.company_id)
    return own | set(accesses.values_list("resume", flat=True))


def must_be_named_to(reader: User, candidate: User) -> None:
    """Raises NotVouchedFor where the reader may not even know who that is."""
    resume = Resume.objects.filter(owner=candidate).first()
    if resume is not None and not named_to(reader, [resume]):
        raise NotVouchedFor


def note_reading(*, reader: User, resume: Resume, now: datetime | None = None) -> None:
    """Counts it, unless it is the reader's own or its owner wrote to them. Raises TooManyResumes beyond what one may
    open in a day; the refusal, too, is noted for operators."""
    if resume.owner_id == reader.pk or not reader.is_recruiter:
        return
    if ResumeAccess.objects.filter(resume=resume, company=reader.company_id).exists():
        return
    now = now or timezone.now()
    limit = settings.RESUMES_PER_DAY if is_vouched_for(reader) else settings.RESUMES_PER_DAY_UNVERIFIED
    with transaction.atomic():
        # One at a time a reader: two windows don't open more than one.
        User.objects.select_for_update(of=("self",)).only("pk").get(pk=reader.pk)
        lately = ResumeReading.objects.filter(reader=reader, read_at__gt=now - WINDOW)
        opened = lately.exclude(resume=resume).count()
        is_refused = opened >= limit or _opened_by_employer(reader, resume, now) >= settings.RESUMES_PER_DAY_EMPLOYER
        if not is_refused:
            ResumeReading.objects.update_or_create(reader=reader, resume=resume, defaults={"read_at": now})
        if is_refused or opened + 1 >= min(limit, settings.RESUMES_NOTICED_PER_DAY):
            _notice(reader, opened if is_refused else opened + 1, is_refused=is_refused, now=now)
    if is_refused:
        raise TooManyResumes


def _opened_by_employer(reader: User, resume: Resume, now: datetime) -> int:
    """Other résumés that anybody of the reader's company opened lately: many accounts open no more than one company
    may. Two of its people at once may each pass the last one."""
    lately = ResumeReading.objects.filter(reader__company=reader.company_id, read_at__gt=now - WINDOW)
    return lately.exclude(resume=resume).values("resume").distinct().count()


def _notice(reader: User, opened: int, *, is_refused: bool, now: datetime) -> None:
    notice, _is_new = ReadingNotice.objects.get_or_create(reader=reader, day=now.date(), defaults={"opened": opened})
    notice.opened, notice.was_refused = max(notice.opened, opened), notice.was_refused or is_refused
    notice.save(update_fields=["opened", "was_refused", "noticed_at"])


def forget_old_readings(*, now: datetime) -> int:
    """What is older than a month says nothing any more; returns how many went."""
    return ResumeReading.objects.filter(read_at__lt=now - KEPT).delete()[0]
