"""Moments as clients get them."""

from datetime import UTC, datetime
from functools import lru_cache


@lru_cache(maxsize=64)
def iso(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC. Remembered, because a group of messages shares its moment."""
    return moment.astimezone(UTC).isoformat() if moment else None
