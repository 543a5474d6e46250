from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.feedback.tickets import silence


@periodic(
    "feedback.break_silence", every_seconds=3600, title=_("Write to reporters who haven't heard from us for long")
)
def break_silence(now: datetime) -> None:
    silence.break_silence(now=now)
