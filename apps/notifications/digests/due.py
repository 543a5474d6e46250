from django.utils.translation import gettext_lazy as _

from apps.notifications.digests.services import DUE, send_digest
from apps.notifications.reminders.registry import DueKind, register

register(DueKind(key=DUE, title=_("Digest"), act=send_digest, obeys_quiet_hours=True, icon="newspaper"))
