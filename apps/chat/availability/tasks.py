from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.chat.availability.reminders import send_due_reminders
from apps.events.schedule import periodic


@periodic("chat.remind", every_seconds=60, title=_("Send reminders that are due"))
def remind(now: datetime) -> None:
    """Unanswered greetings, promised answers, snoozed conversations."""
    send_due_reminders(now=now)
