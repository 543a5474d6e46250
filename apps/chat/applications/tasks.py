from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.chat.applications.progress import notice_seen
from apps.events.schedule import periodic


@periodic("chat.notice_seen_applications", every_seconds=60, title=_("Tell applicants that they were read"))
def notice_seen_applications(now: datetime) -> None:
    notice_seen(now=now)
