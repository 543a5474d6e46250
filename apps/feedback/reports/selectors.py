from django.db.models import QuerySet

from apps.errors import NotFound
from apps.feedback.reports.models import ImprovementReport


def published_reports() -> QuerySet[ImprovementReport]:
    """Newest first, for everybody."""
    return ImprovementReport.objects.filter(published_at__isnull=False).order_by("-until", "-pk")


def published_report(report_id: int) -> ImprovementReport:
    """Raises NotFound."""
    report = published_reports().filter(pk=report_id).first()
    if report is None:
        raise NotFound
    return report
