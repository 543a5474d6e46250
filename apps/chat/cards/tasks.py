from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.chat.cards.due import close_due_cards
from apps.events.schedule import periodic


@periodic("chat.close_due_cards", every_seconds=60, title=_("Close cards whose time has come"))
def close_due(now: datetime) -> None:
    close_due_cards(now=now)
