"""How far back a person's search goes."""

from datetime import datetime, timedelta

from django.conf import settings

from apps.accounts.models import User
from apps.accounts.segments.selectors import trait_amount

BONUS = "chat.search_months_bonus"
"""The trait by which an upper app lets a person look further back than the setting does."""
MONTH = timedelta(days=30.44)


def oldest_searched(person: User, *, now: datetime) -> datetime | None:
    """Messages before this aren't found; None where all are."""
    if not settings.CHAT_SEARCH_MONTHS:
        return None
    return now - (settings.CHAT_SEARCH_MONTHS + trait_amount(person, BONUS)) * MONTH
