from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.ledger.proof import prove_ledger


@periodic("gamification.prove_ledger", every_seconds=86_400, title=_("Prove the ledger of coins"))
def prove(now: datetime) -> None:
    """Keeps what it found; the console's first page warns when something didn't fit."""
    prove_ledger(now=now)
