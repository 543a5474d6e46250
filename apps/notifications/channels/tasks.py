import logging
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.notifications.channels.claiming import give_back
from apps.notifications.channels.mail import compose
from apps.notifications.channels.outgoing_mail import claim_due_mail
from apps.notifications.channels.outgoing_push import claim_due_pushes, deliver

logger = logging.getLogger(__name__)


@periodic("notifications.send_mail", every_seconds=15, title=_("Send e-mails that are due"))
def send_mail(now: datetime) -> None:
    """Sends what is due, one e-mail a person. Marked before it is sent: a crash in between loses a mail, never
    doubles one; a mail server that refuses gets it again later."""
    for person, notifications in claim_due_mail(now=now):
        try:
            compose(person, notifications).send()
        except Exception:  # the server is away or refuses, or this one can't be written; the others still go out
            logger.exception("A mail to person %s couldn't be sent; trying again later.", person.pk)
            give_back(notifications=notifications, now=now)


@periodic("notifications.send_pushes", every_seconds=10, title=_("Send pushes that are due"))
def send_pushes(now: datetime) -> None:
    """Sends what is due, one push a person and browser; marked before, like an e-mail."""
    for person, notifications in claim_due_pushes(now=now):
        try:
            deliver(person, notifications, now=now)
        except Exception:  # this one can't be written; the others still go out
            logger.exception("A push to person %s couldn't be sent; trying again later.", person.pk)
            give_back(notifications=notifications, now=now)
