from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.feedback.hooks.outgoing import send_due


@periodic("feedback.send_hook_messages", every_seconds=15, title=_("Send answers to people at other platforms"))
def send_hook_messages(now: datetime) -> None:
    send_due(now=now)
