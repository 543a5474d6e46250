from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.errors import InvalidInput, NotFound
from apps.feedback.reports.figures import figures
from apps.feedback.reports.models import ImprovementReport

LONGEST = timedelta(days=366)


def check_period(first: date, last: date, *, today: date) -> None:
    """Raises InvalidInput for what isn't a period of the past, a year at most."""
    if last < first:
        raise InvalidInput(_("The last day comes before the first."), field="until")
    if last - first > LONGEST:
        raise InvalidInput(_("A report covers a year at most."), field="until")
    if last >= today:
        raise InvalidInput(_("The last day must be over: what isn't finished can't be frozen."), field="until")


@transaction.atomic
def make_report(
    *,
    by: User,
    since: date,
    until: date,
    foreword_en: str = "",
    foreword_zh: str = "",
    now: datetime | None = None,
) -> ImprovementReport:
    """Counts and freezes the figures of these days, both included. Raises InvalidInput."""
    now = now or timezone.now()
    check_period(since, until, today=timezone.localdate(now, timezone.get_default_timezone()))
    return ImprovementReport.objects.create(
        since=since,
        until=until,
        foreword_en=foreword_en,
        foreword_zh=foreword_zh,
        facts=figures(since, until),
        made_by=by,
        made_at=now,
    )


@transaction.atomic
def publish_report(*, report_id: int, now: datetime | None = None) -> ImprovementReport:
    """From now on everybody reads it; again changes nothing. Raises NotFound."""
    report = ImprovementReport.objects.select_for_update(of=("self",)).filter(pk=report_id).first()
    if report is None:
        raise NotFound
    if report.published_at is None:
        report.published_at = now or timezone.now()
        report.save()
    return report
