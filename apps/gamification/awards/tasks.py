from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.awards.services import lapse_awards


@periodic("gamification.lapse_awards", every_seconds=3600, title=_("Let points lapse that nobody confirmed in time"))
def lapse(now: datetime) -> None:
    """Ends pending awards whose time is over, a bounded number an hour."""
    lapse_awards(now=now)
