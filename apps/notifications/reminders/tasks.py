from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.notifications.reminders.running import run_due


@periodic("notifications.do_what_is_due", every_seconds=15, title=_("Do what is due"))
def do_what_is_due(now: datetime) -> None:
    """Reminders, scheduled messages, and whatever else the apps planned."""
    run_due(now=now)
