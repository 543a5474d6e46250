"""Doing what is due, each once.

A row is claimed by a conditional update, for a while; then its effect and its end are one transaction that holds the
row. A process that dies between leaves a claim that runs out, one that was called off or moved meanwhile is no longer
held by this claim, and nothing has happened. Whoever dies or fails again and again is set aside for an operator.
"""

import logging
import time
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from apps.notifications.deciding.quiet_hours import awake_at
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import DueKind, due_kind
from apps.notifications.reminders.services import follow_clocks

logger = logging.getLogger(__name__)

State = DueItem.State
BATCH = 200
SHIFT_SECONDS = 20.0
LEASE = timedelta(minutes=1)
SOON = timedelta(seconds=15)
MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=1)


def run_due(*, now: datetime) -> int:
    """Does what is due, oldest first; returns how many effects there were. What is left after `SHIFT_SECONDS` waits
    for the next call."""
    follow_clocks()
    acted, until = 0, time.monotonic() + SHIFT_SECONDS
    while ids := list(_due(now).order_by("try_at", "pk").values_list("pk", flat=True)[:BATCH]):
        for item_id in ids:
            acted += _run(item_id, now)
            if time.monotonic() > until:
                return acted
    return acted


def _due(now: datetime) -> QuerySet[DueItem]:
    is_left = Q(state=State.CLAIMED, claimed_at__lte=now - LEASE)
    return DueItem.objects.filter(Q(state=State.WAITING) | is_left, try_at__lte=now)


def _run(item_id: int, now: datetime) -> bool:
    item = _claim(item_id, now)
    if item is None:
        return False
    kind = due_kind(item.kind)
    if kind is None or item.attempts > MOST_ATTEMPTS:
        reason = item.error or ("This version doesn't know it." if kind is None else "Its process ended each time.")
        _ours(item).update(state=State.FAILED, error=reason, finished_at=now)
        return False
    try:
        has_acted = _act(item, kind, now)
    except Exception as error:  # a fault of one holds up nobody else; an operator sees it, and may try again
        logger.exception("What was due (%s) failed.", item)
        _note_failure(item, error, now)
        return False
    if has_acted is None:
        _ours(item).update(state=State.WAITING, try_at=now + SOON, attempts=F("attempts") - 1)
    return bool(has_acted)


def _claim(item_id: int, now: datetime) -> DueItem | None:
    claimed = _due(now).filter(pk=item_id).update(state=State.CLAIMED, claimed_at=now, attempts=F("attempts") + 1)
    return DueItem.objects.filter(pk=item_id).select_related("person", "clock_of").first() if claimed else None


def _ours(item: DueItem) -> QuerySet[DueItem]:
    """The row as long as this claim holds it."""
    return DueItem.objects.filter(pk=item.pk, state=State.CLAIMED, claimed_at=item.claimed_at)


@transaction.atomic
def _act(item: DueItem, kind: DueKind, now: datetime) -> bool | None:
    """Whether there was an effect; None where somebody holds the row who may be calling it off."""
    kind.lock(item)
    # It doesn't wait: whoever changes the row now may be waiting for what `lock` has taken.
    if _skipping_locked(_ours(item)).first() is None:
        return None
    if (later := _not_before(item, kind, now)) is not None:
        DueItem.objects.filter(pk=item.pk).update(state=State.WAITING, due_at=later, try_at=later, attempts=0)
        return False
    if not kind.is_wanted(item, now):
        DueItem.objects.filter(pk=item.pk).update(state=State.CANCELLED, finished_at=now)
        return False
    # First its end, so that an effect may plan it anew.
    DueItem.objects.filter(pk=item.pk).update(state=State.DONE, finished_at=now, error="")
    kind.act(item, now)
    return True


def _skipping_locked(rows: QuerySet[DueItem]) -> QuerySet[DueItem]:
    return rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)


def _not_before(item: DueItem, kind: DueKind, now: datetime) -> datetime | None:
    """When it may happen, where that isn't yet: clocks were changed, or its person sleeps."""
    meant = item.meant_at()
    if meant > now:
        return meant
    if kind.obeys_quiet_hours and (awake := awake_at(item.person, now)) > now:
        return awake
    return None


def _note_failure(item: DueItem, error: Exception, now: datetime) -> None:
    """Again after 1, 2, 4 … minutes, at most an hour; the last failure sets it aside."""
    text = f"{type(error).__name__}: {error}"[:2000].replace("\x00", "�")
    if item.attempts >= MOST_ATTEMPTS:
        _ours(item).update(state=State.FAILED, error=text, finished_at=now)
        return
    wait = min(timedelta(minutes=2 ** (item.attempts - 1)), LONGEST_WAIT)
    _ours(item).update(state=State.WAITING, error=text, try_at=now + wait)
