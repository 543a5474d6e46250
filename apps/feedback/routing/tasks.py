from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.feedback.routing import escalation


@periodic("feedback.watch_clocks", every_seconds=60, title=_("Warn of tickets that are due, and hand on late ones"))
def watch_clocks(now: datetime) -> None:
    escalation.watch_clocks(now=now)
