import logging
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.feedback.letters.outgoing import claim_due_letters, compose, give_back

logger = logging.getLogger(__name__)


@periodic("feedback.send_letters", every_seconds=15, title=_("Send letters to people without an account"))
def send_letters(now: datetime) -> None:
    for letter in claim_due_letters(now=now):
        try:
            compose(letter).send()
        except Exception:  # the server is away or refuses this one; the others still go out
            logger.exception("Letter %s couldn't be sent; trying again later.", letter.pk)
            give_back(letter, now=now)
