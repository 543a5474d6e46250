"""How what was decided takes from a person's limits, and how that comes back with time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from apps.chat.moderation.models import Decision

LASTS = {
    Decision.WARN: timedelta(days=14),
    Decision.LIMIT: timedelta(days=30),
    Decision.SUSPEND: timedelta(days=30),
}
"""How long a decision takes from the limits."""

LEAVES = {Decision.WARN: 0.5, Decision.LIMIT: 0.2, Decision.SUSPEND: 0.2}
"""What is left of them on the first day, as a share."""


def share_left(decisions: Iterable[tuple[str, datetime]], *, now: datetime) -> tuple[float, datetime | None]:
    """What is left of somebody's limits, 0–1, by what was decided and when; and from when on all of it is back (None
    where nothing is missing). Each decision's part comes back evenly over its time; several multiply."""
    share, until = 1.0, None
    for decision, at in decisions:
        kind = Decision(decision)
        if kind not in LASTS or not (ends := at + LASTS[kind]) > now:
            continue
        passed = max(0.0, (now - at) / LASTS[kind])
        share *= LEAVES[kind] + (1 - LEAVES[kind]) * passed
        until = max(until or ends, ends)
    return share, until


def shrunk(limit: int, share: float) -> int:
    """A limit under this share; at least one is always left, and 0 stays "no limit"."""
    return max(1, int(limit * share)) if limit else 0
