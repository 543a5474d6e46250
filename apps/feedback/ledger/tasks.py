from datetime import datetime, timedelta

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.feedback.ledger.sampling import draw_sample
from apps.feedback.ledger.training import train_version
from apps.feedback.tickets.weeks import WEEK, week_now
from apps.feedback.triage.models import ClassifierVersion


@shared_task(name="feedback.train_classifier")
def train_classifier(version_id: int) -> None:
    train_version(version_id=version_id, now=timezone.now())


@periodic("feedback.keep_ledger", every_seconds=300, title=_("Draw the blind sample, learn what was left over"))
def keep_ledger(now: datetime) -> None:
    draw_sample(week=week_now(now) - WEEK)
    lost = ClassifierVersion.objects.filter(
        state=ClassifierVersion.State.ASKED, asked_at__lt=now - timedelta(minutes=1)
    )
    for number in lost.values_list("pk", flat=True):
        train_version(version_id=number, now=now)
