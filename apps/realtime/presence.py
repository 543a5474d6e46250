"""Presence in buckets, kept in the database so that all processes agree. Who may see it is for upper apps to say."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from django.utils import timezone

from apps.realtime.models import Presence

State = Literal["online", "recent", "today", "away"]
ONLINE_FOR = timedelta(seconds=60)
RENEW_BEFORE = timedelta(seconds=30)
LINGER = timedelta(seconds=5)
"""Longer than it takes another process, where the person has a socket too, to renew."""


def arrive(user_ids: Iterable[int]) -> None:
    now = timezone.now()
    rows = [Presence(user_id=user_id, online_until=now + ONLINE_FOR, seen_at=now) for user_id in sorted(user_ids)]
    Presence.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user"], update_fields=["online_until", "seen_at"]
    )


def leave(user_ids: Iterable[int]) -> None:
    now = timezone.now()
    Presence.objects.filter(user_id__in=list(user_ids)).update(online_until=now + LINGER, seen_at=now)


def renew(user_ids: Iterable[int]) -> None:
    """One statement; only those rows whose time runs out soon are written."""
    now = timezone.now()
    Presence.objects.filter(user_id__in=list(user_ids), online_until__lt=now + RENEW_BEFORE).update(
        online_until=now + ONLINE_FOR, seen_at=now
    )


def states(user_ids: Iterable[int], *, now: datetime | None = None) -> dict[int, State]:
    """online; recent: seen within ten minutes; today: within 24 hours; away: longer ago or never."""
    now = now or timezone.now()
    found: dict[int, State] = dict.fromkeys(user_ids, "away")
    for presence in Presence.objects.filter(user_id__in=list(found)):
        if presence.online_until > now:
            found[presence.user_id] = "online"
        elif presence.seen_at > now - timedelta(minutes=10):
            found[presence.user_id] = "recent"
        elif presence.seen_at > now - timedelta(hours=24):
            found[presence.user_id] = "today"
    return found


def is_online(user_id: int) -> bool:
    return Presence.objects.filter(user_id=user_id, online_until__gt=timezone.now()).exists()
