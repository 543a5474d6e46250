"""The reminder of a streak at risk, by the engine that runs everything that falls due."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.gamification.members.selectors import member_of
from apps.gamification.streaks.kinds import AT_RISK, LEAST_REMINDED, STREAK_AT_RISK
from apps.gamification.streaks.selectors import periods_of, walk_of
from apps.gamification.streaks.walking import local_day
from apps.notifications.deciding.services import notify
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import DueKind, register


def _is_wanted(item: DueItem, now: datetime) -> bool:
    """While that day lasts, nothing has counted on it and there is something to lose."""
    person = item.person
    if not person.is_active or member_of(person).hides_all:
        return False
    if local_day(now, periods_of(person)).isoformat() != item.payload["day"]:
        return False
    walked = walk_of(person, now=now)
    return walked.current >= LEAST_REMINDED and not walked.today_counts


def _remind(item: DueItem, now: datetime) -> None:
    walked = walk_of(item.person, now=now)
    notify(
        person=item.person,
        kind=STREAK_AT_RISK,
        cause=f"streak:{item.payload['day']}",
        facts={"days": walked.current, "freezes": walked.freezes},
        url=reverse("gamification:streak"),
        now=now,
    )


register(
    DueKind(
        key=AT_RISK,
        title=_("A streak at risk"),
        act=_remind,
        is_wanted=_is_wanted,
        icon="flame",
        obeys_quiet_hours=True,
    )
)
