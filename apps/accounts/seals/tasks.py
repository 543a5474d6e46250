from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.accounts.seals.services import check_seals, seal_new_rows
from apps.events.schedule import periodic


@periodic("accounts.seal", every_seconds=86_400, title=_("Seal what is written once, and check the seals"))
def seal(now: datetime) -> None:
    """Keeps what it found; the console's first page warns when something doesn't fit."""
    seal_new_rows(now=now)
    check_seals(now=now)
