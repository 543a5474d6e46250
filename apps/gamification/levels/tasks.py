from datetime import datetime

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.levels.services import check_levels


@periodic("gamification.check_levels", every_seconds=86_400, title=_("Check that levels fit the points"))
def check(now: datetime) -> None:
    """Mends levels that don't fit their points, whatever was lost."""
    check_levels()


@shared_task(name="gamification.apply_levels")
def apply_levels() -> None:
    """After operators edited the levels."""
    check_levels()
