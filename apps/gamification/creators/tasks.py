from datetime import datetime

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.creators.services import look_at_all


@periodic("gamification.look_at_creators", every_seconds=86_400, title=_("Check the titles of creators"))
def look(now: datetime) -> None:
    """Each night, by what was voted, and ends what was kept long enough."""
    look_at_all(now=now)


@shared_task(name="gamification.look_at_creators_now")
def look_now() -> None:
    """After operators edited the titles."""
    look_at_all(now=timezone.now())
