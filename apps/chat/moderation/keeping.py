"""How long evidence and texts of reports stay."""

from datetime import datetime

from django.db import models, transaction

from apps.accounts.models import User
from apps.chat.moderation.models import Report, ReportEvidence, ReportStep

BATCH = 200


def forget_old(*, now: datetime) -> int:
    """Deletes what may be kept no longer. What is left of a report says who, when and what was decided."""
    due = list(Report.objects.filter(kept_until__lte=now).order_by("kept_until").values_list("pk", flat=True)[:BATCH])
    for number in due:
        _forget(number, now=now)
    return len(due)


@transaction.atomic
def _forget(number: int, *, now: datetime) -> None:
    report = Report.objects.select_for_update().filter(pk=number, kept_until__lte=now).first()
    if report is None:
        return
    ReportEvidence.objects.filter(report=report).delete()
    report.note = report.words = report.appeal_text = ""
    report.kept_until = None
    report.save(update_fields=["note", "words", "appeal_text", "kept_until"])
    # Erasing texts is the one change that the table's guard lets through.
    models.QuerySet(ReportStep).filter(report=report).exclude(words="").update(words="")
    ReportStep.objects.create(report=report, kind=ReportStep.Kind.FORGOTTEN, by=None, created_at=now)


def forget_texts_of(person: User) -> None:
    """What an erased person wrote about a report goes at once; the evidence at its own end."""
    Report.objects.filter(reporter=person).exclude(note="").update(note="")
    Report.objects.filter(reported=person).exclude(appeal_text="").update(appeal_text="")
