from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.feedback.incidents import services


@periodic(
    "feedback.follow_incidents", every_seconds=3600, title=_("Open incidents of what is out of control, check changes")
)
def follow_incidents(now: datetime) -> None:
    services.follow_incidents(now=now)
