from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.honours.services import hold_votes


@periodic("gamification.hold_votes", every_seconds=3600, title=_("Open and close the votes of the month"))
def hold(now: datetime) -> None:
    """By the calendar of UTC."""
    hold_votes(now=now)
