from django.utils.translation import gettext_lazy as _

from apps.notifications.care.services import DUE, is_still_wanted, lock_person, say
from apps.notifications.reminders.registry import DueKind, register

register(
    DueKind(
        key=DUE,
        title=_("Word of care"),
        act=say,
        is_wanted=is_still_wanted,
        lock=lock_person,
        obeys_quiet_hours=True,
        icon="heart-handshake",
    )
)
