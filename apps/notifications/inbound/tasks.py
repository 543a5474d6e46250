from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.notifications.inbound.mailbox import read_mailbox
from apps.notifications.inbound.services import forget_old


@periodic("notifications.read_mail", every_seconds=60, title=_("Read e-mails that came in"))
def read_mail(now: datetime) -> None:
    if settings.INBOUND_MAIL_URL:
        read_mailbox(settings.INBOUND_MAIL_URL)
    forget_old(now=now)
