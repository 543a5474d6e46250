import logging
from datetime import datetime

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.notifications.channels.claiming import give_back
from apps.notifications.channels.elsewhere import StoppedAddress, is_duty, tell_elsewhere
from apps.notifications.channels.mail import compose
from apps.notifications.channels.outgoing_mail import claim_due_mail
from apps.notifications.channels.outgoing_push import claim_due_pushes, deliver
from apps.notifications.inbound.stopping import stop_of

logger = logging.getLogger(__name__)


@periodic("notifications.send_mail", every_seconds=15, title=_("Send e-mails that are due"))
def send_mail(now: datetime) -> None:
    """Sends what is due, one e-mail a person."""
    hand_over(get_connection(), now=now)


def hand_over(server: BaseEmailBackend, *, now: datetime) -> int:
    """Gives the mail server what is due, over one connection; how many letters. Marked before it is sent: a crash in
    between loses a mail, never doubles one; a mail server that refuses gets it again later."""
    count = 0
    for person, notifications in claim_due_mail(now=now):
        try:
            if tell_elsewhere(person, notifications):
                count += 1
                continue
            if hasattr(person, "other_address") and not any(map(is_duty, notifications)) and stop_of(person):
                raise StoppedAddress
            server.open()
            letter = compose(person, notifications)
            letter.connection = server
            count += letter.send()
        except Exception:  # the server is away or refuses, or this one can't be written; the others still go out
            logger.exception("A mail to person %s couldn't be sent; trying again later.", person.pk)
            give_back(notifications=notifications, now=now)
            server.close()
    server.close()
    return count


@periodic("notifications.send_pushes", every_seconds=10, title=_("Send pushes that are due"))
def send_pushes(now: datetime) -> None:
    """Sends what is due, one push a person and browser; marked before, like an e-mail."""
    for person, notifications in claim_due_pushes(now=now):
        try:
            deliver(person, notifications, now=now)
        except Exception:  # this one can't be written; the others still go out
            logger.exception("A push to person %s couldn't be sent; trying again later.", person.pk)
            give_back(notifications=notifications, now=now)
