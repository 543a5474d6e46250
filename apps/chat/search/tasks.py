from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.chat.search.services import work_off_backlog
from apps.events.schedule import periodic

SECONDS = 20.0


@periodic("chat.search_backlog", every_seconds=60, title=_("Bring older messages into the search"))
def read_the_backlog(now: datetime) -> None:
    """A piece of what was written before there was a search; nothing once all of it was read."""
    work_off_backlog(seconds=SECONDS)
