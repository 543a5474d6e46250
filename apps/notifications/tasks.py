import logging
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.notifications import services
from apps.notifications.mail import compose

logger = logging.getLogger(__name__)


@periodic("notifications.send_mail", every_seconds=15, title=_("Send e-mails that are due"))
def send_mail(now: datetime) -> None:
    """Sends what is due, one e-mail a person. Marked before it is sent: a crash in between loses a mail, never
    doubles one; a mail server that refuses gets it again later."""
    for person, notifications in services.claim_due_mail(now=now):
        try:
            compose(person, notifications).send()
        except Exception:  # the server is away or refuses, or this one can't be written; the others still go out
            logger.exception("A mail to person %s couldn't be sent; trying again later.", person.pk)
            services.give_back_mail(notifications=notifications, now=now)
