from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.feedback.trends import services


@periodic("feedback.follow_trends", every_seconds=3600, title=_("Group tickets by what they say, tell what emerges"))
def follow_trends(now: datetime) -> None:
    services.follow_trends(now=now)
