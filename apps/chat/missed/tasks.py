from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.chat.missed.services import send_missed
from apps.events.schedule import periodic


@periodic("chat.mail_missed", every_seconds=60, title=_("E-mail messages that were missed"))
def mail_missed(now: datetime) -> None:
    send_missed(now=now)
