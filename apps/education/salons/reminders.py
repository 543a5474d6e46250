"""A day and an hour before, and once it is over: planned for everybody who has a seat, and for the host."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.chat.interviews.slots import day_before
from apps.education.salons.models import Salon
from apps.notifications.models import DueItem
from apps.notifications.reminders.services import cancel, plan

DAY, HOUR, AFTER, RECORD = (f"education.salon_{name}" for name in ("tomorrow", "in_an_hour", "after", "record"))
ASKED_AFTER = timedelta(minutes=10)


def reminders_of(salon: Salon) -> QuerySet[DueItem]:
    return DueItem.objects.filter(subject=_subject(salon))


def plan_for(salon: Salon, people: Iterable[User], *, now: datetime) -> None:
    """What would be in the past isn't planned, and no longer planned where it was. A draft is made of what was recorded
    in the host's name; they aren't asked how it was."""
    for person in people:
        moments = {
            DAY: day_before(salon.starts_at, ZoneInfo(person.time_zone)),
            HOUR: salon.starts_at - timedelta(hours=1),
            (RECORD if person.pk == salon.host_id else AFTER): salon.ends_at + ASKED_AFTER,
        }
        for kind, at in moments.items():
            if at <= now:
                cancel(reminders_of(salon).filter(kind=kind, person=person), now=now)
            else:
                plan(kind=kind, person=person, subject=_subject(salon), at=at, payload={"salon": salon.pk})


def cancel_for(salon: Salon, *people: User, now: datetime) -> None:
    """Of these people, or of all where none is named."""
    planned = reminders_of(salon)
    cancel(planned.filter(person__in=people) if people else planned, now=now)


def _subject(salon: Salon) -> str:
    return f"salon:{salon.pk}"
