from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.streaks.services import look_at_due


@periodic("gamification.follow_streaks", every_seconds=900, title=_("Follow streaks through people's midnights"))
def follow(now: datetime) -> None:
    """Freezes are used, streaks break and reminders are planned when somebody's day ends."""
    look_at_due(now=now)
