"""When the product may write to somebody who is away."""

from datetime import datetime, timedelta

from apps.accounts.models import User
from apps.realtime.models import Presence

AWAY_FOR = timedelta(minutes=5)


def is_away(person: User, *, now: datetime) -> bool:
    return not Presence.objects.filter(user=person, seen_at__gt=now - AWAY_FOR).exists()
