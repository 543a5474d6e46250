from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.accounts.segments.computing import compute_segments
from apps.events.schedule import periodic


@periodic("accounts.compute_segments", every_seconds=86_400, title=_("Compute who is in which segment"))
def compute(now: datetime) -> None:
    compute_segments(now=now)
