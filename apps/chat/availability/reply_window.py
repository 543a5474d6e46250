"""When somebody usually answers, from their own last thirty days. Theirs to switch off; invisible people have none."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.answers.models import Answer
from apps.chat.availability.models import AnswerPromise

LOOK_BACK = timedelta(days=30)
LEAST_ANSWERS = 5
BROKEN_COUNTS = 3
BROKEN_WAIT = timedelta(hours=24)
"""A broken promise weighs like three answers after a day: somebody had planned around it."""
SHARE = 0.7
WIDEST_HOURS = 12


@dataclass(frozen=True, slots=True)
class ReplyWindow:
    """`from_hour`–`to_hour` are full hours in the viewer's zone (to may be 24 or lie on the next day), None where
    answers are spread over the day. `within_minutes` is the median wait, rounded up to a friendly step. In that median
    each promise of the same thirty days that was broken counts `BROKEN_COUNTS` times, as a wait of `BROKEN_WAIT`."""

    from_hour: int | None
    to_hour: int | None
    within_minutes: int
    answers: int

    def as_dict(self) -> dict[str, Any]:
        return {
            "from_hour": self.from_hour,
            "to_hour": self.to_hour,
            "within_minutes": self.within_minutes,
            "text": self.text(),
        }

    def text(self) -> str:
        """In the active language: "Usually replies 19:00–22:00, within 3 h"."""
        within = self._within()
        if self.from_hour is None or self.to_hour is None:
            return _("Usually replies within %(time)s") % {"time": within}
        return _("Usually replies %(from)02d:00–%(to)02d:00, within %(time)s") % {
            "from": self.from_hour,
            "to": self.to_hour,
            "time": within,
        }

    def _within(self) -> str:
        if self.within_minutes < 60:
            return _("%(count)s min") % {"count": self.within_minutes}
        if self.within_minutes < 24 * 60:
            return _("%(count)s h") % {"count": self.within_minutes // 60}
        return _("%(count)s d") % {"count": self.within_minutes // (24 * 60)}


def reply_window(person: User, *, viewer: User | None = None, now: datetime | None = None) -> ReplyWindow | None:
    """The person's reply window, in the viewer's hours; None when they don't show it or answered too rarely."""
    if person.is_invisible or not person.share_reply_window or not person.is_active:
        return None
    now = now or timezone.now()
    found = list(
        Answer.objects.filter(answerer=person, answered_at__gt=now - LOOK_BACK)
        .order_by("-answered_at")
        .values_list("answered_at", "waited_seconds")[:500]
    )
    if len(found) < LEAST_ANSWERS:
        return None
    broken = AnswerPromise.objects.filter(
        person=person, state=AnswerPromise.State.BROKEN, until__range=(now - LOOK_BACK, now)
    ).count()
    waits = [waited for _moment, waited in found] + [BROKEN_WAIT.total_seconds()] * (BROKEN_COUNTS * broken)
    zone = ZoneInfo((viewer or person).time_zone)
    span = usual_hours(moment.astimezone(zone).hour for moment, _waited in found)
    return ReplyWindow(
        from_hour=span[0] if span else None,
        to_hour=span[1] if span else None,
        within_minutes=friendly_minutes(median(waits) / 60),
        answers=len(found),
    )


def usual_hours(hours: Iterable[int]) -> tuple[int, int] | None:
    """The shortest stretch of the day that holds at least 70 % of these hours, as (from, to); None when it is longer
    than half a day. It may go over midnight: (22, 2)."""
    counted = Counter(hours)
    total = sum(counted.values())
    for length in range(1, WIDEST_HOURS + 1):
        best = max(range(24), key=lambda start: sum(counted[(start + step) % 24] for step in range(length)))
        if sum(counted[(best + step) % 24] for step in range(length)) >= SHARE * total:
            end = best + length
            return best, end if end <= 24 else end - 24
    return None


def friendly_minutes(minutes: float) -> int:
    """Rounded up to 5, 15, 30 minutes, full hours, full days."""
    for step in (5, 15, 30, 60):
        if minutes <= step:
            return step
    hours = -(-minutes // 60)
    return int(hours * 60) if hours < 24 else int(-(-hours // 24) * 24 * 60)
