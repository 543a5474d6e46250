from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.desk.services import tell_of_odd_weeks


@periodic(
    "gamification.odd_weeks", every_seconds=86_400, title=_("Look for rules that give far more or less than before")
)
def look_for_odd_weeks(now: datetime) -> None:
    """Whoever looks after the incentives hears of each once a week."""
    tell_of_odd_weeks(now=now)
