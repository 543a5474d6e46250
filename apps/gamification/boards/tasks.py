from datetime import datetime

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.boards.services import take_snapshots


@periodic("gamification.rank", every_seconds=86_400, title=_("Take the rankings' snapshots"))
def rank(now: datetime) -> None:
    """Each night, for this and the last week and month."""
    take_snapshots(now=now)


@shared_task(name="gamification.rank_now")
def rank_now() -> None:
    """After operators made or changed a ranking."""
    take_snapshots(now=timezone.now())
