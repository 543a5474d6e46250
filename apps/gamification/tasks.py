from datetime import datetime

from apps.events.schedule import periodic
from apps.gamification.services import lapse_awards


@periodic("gamification.lapse_awards", every_seconds=3600)
def lapse(now: datetime) -> None:
    """Ends pending awards whose time is over, a bounded number an hour."""
    lapse_awards(now=now)
