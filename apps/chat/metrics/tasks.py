"""Counting what nobody told of."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.chat.metrics.services import count_missing
from apps.events.schedule import periodic

AT_MOST = 20_000


@periodic("chat.count_openings", every_seconds=600, title=_("Count conversations that aren't in the figures yet"))
def count(now: datetime) -> None:
    count_missing(limit=AT_MOST)
