"""Planning what is to happen later, moving it, calling it off."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.notifications.reminders.clocks import FORMAT, ClockTime
from apps.notifications.reminders.models import DueItem

State = DueItem.State
OPEN = (State.WAITING, State.CLAIMED)
When = datetime | ClockTime


@transaction.atomic
def plan(
    *,
    kind: str,
    person: User,
    subject: str,
    at: When,
    about: str = "",
    payload: Mapping[str, Any] | None = None,
    only_once: bool = False,
) -> DueItem:
    """Plans the effect of a kind for this person and subject. What is planned already is moved, and what is over is
    planned anew, unless it is to be planned `only_once`. Call it in the transaction that makes it right."""
    fields = _times(at) | {"about": about or subject, "payload": dict(payload or {})}
    item, is_new = DueItem.objects.get_or_create(kind=kind, person=person, subject=subject, defaults=fields)
    if is_new or only_once:
        return item
    again = DueItem.objects.select_for_update().get(pk=item.pk)
    if again.state not in OPEN:
        again.round += 1
    for name, value in (fields | FRESH).items():
        setattr(again, name, value)
    again.save()
    return again


def plan_once(items: Iterable[DueItem]) -> None:
    """Plans these that aren't stored yet for their `due_at`; what was planned before, whatever became of it, stays."""
    fresh = list(items)
    for item in fresh:
        item.try_at = item.due_at
    DueItem.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)


FRESH: dict[str, Any] = {"state": State.WAITING, "attempts": 0, "claimed_at": None, "finished_at": None, "error": ""}


def _times(at: When) -> dict[str, Any]:
    if isinstance(at, datetime):
        return {"due_at": at, "try_at": at, "clock": "", "zone": "", "clock_of": None}
    moment = at.moment()
    return {
        "due_at": moment,
        "try_at": moment,
        "clock": at.local.strftime(FORMAT),
        "zone": at.zone_name,
        "clock_of": at.of,
    }


def cancel(items: QuerySet[DueItem], *, now: datetime | None = None) -> int:
    """Calls off those of these that haven't happened. Where one is happening at this moment, it waits for its end."""
    return items.filter(state__in=OPEN).update(state=State.CANCELLED, finished_at=now or timezone.now())


def revive(items: QuerySet[DueItem]) -> int:
    """What was called off of these isn't, after all."""
    return items.filter(state=State.CANCELLED).update(**FRESH)


def move(item: DueItem, *, at: When) -> bool:
    """Another time for what hasn't happened; False where it is too late for that."""
    waiting = DueItem.objects.filter(pk=item.pk, state__in=OPEN)
    return bool(waiting.update(**_times(at) | FRESH))


def retry(item: DueItem, *, now: datetime) -> bool:
    """Lets what was given up be tried again at once, with all its tries; False where it hasn't failed."""
    failed = DueItem.objects.filter(pk=item.pk, state=State.FAILED)
    return bool(failed.update(**FRESH | {"try_at": now}))


def follow_clocks() -> None:
    """Whoever moved to another time zone has their own nine o'clock there: what is meant on their clock moves along."""
    moved = DueItem.objects.filter(state__in=OPEN, clock_of__isnull=False).exclude(zone=F("clock_of__time_zone"))
    for item in moved.select_related("clock_of").order_by("pk")[:MOST_MOVED]:
        assert item.clock_of is not None
        moment = item.meant_at()
        unchanged = DueItem.objects.filter(pk=item.pk, state__in=OPEN, clock=item.clock, zone=item.zone)
        unchanged.update(due_at=moment, try_at=moment, zone=item.clock_of.time_zone)


MOST_MOVED = 2000
