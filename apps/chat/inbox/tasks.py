from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.chat.conversations.places import mend_all_places
from apps.events.schedule import periodic


@periodic("chat.mend_places", every_seconds=3600, title=_("Put large inboxes in order again"))
def mend_places(now: datetime) -> None:
    """Whatever an event may have missed."""
    mend_all_places(now=now)
