from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.referrals.services import look_again_who_arrived


@periodic("gamification.look_who_arrived", every_seconds=21_600, title=_("Look which of those invited have arrived"))
def look(now: datetime) -> None:
    """A bounded number each time."""
    look_again_who_arrived(now=now)
