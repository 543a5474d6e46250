"""Streaks follow what counts of people's awards, and each midnight of theirs."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.gamification.celebrations.services import Moment, follows_first
from apps.gamification.members.models import Member
from apps.gamification.members.services import lock_members
from apps.gamification.streaks.kinds import AT_RISK, LEAST_REMINDED, reminder_of
from apps.gamification.streaks.models import Streak, StreakZone
from apps.gamification.streaks.selectors import BEGINNING, units_of
from apps.gamification.streaks.walking import (
    A_DAY,
    Period,
    Walk,
    clock_time,
    forgiven_days,
    local_day,
    next_midnight,
    walk,
)
from apps.notifications.reminders.services import cancel, plan

ZONE_WAITS = timedelta(days=7)
EVENING = time(19)
A_MOMENT = timedelta(minutes=5)
"""After midnight, so that what was done just before it has been heard of."""
BATCH = 100


@follows_first
def follow_moment(moment: Moment) -> None:
    """Whoever did something, or had something taken back. The caller holds their locks."""
    now = timezone.now()
    for member in moment.people:
        look_at(member, now=now)


def look_at(member: Member, *, now: datetime) -> Walk:
    """Works the streak out anew, keeps it, and plans the evening's reminder. The caller holds the member's lock."""
    person = member.person
    periods = _follow_zone(person, now=now)
    today = local_day(now, periods)
    walked = walk(units_of(person, periods), today=today, forgiven=forgiven_days(periods))
    Streak.objects.update_or_create(
        person=person,
        defaults={
            "current": walked.current,
            "longest": walked.longest,
            "last_day": walked.last_day,
            "freezes": walked.freezes,
            "look_again_at": next_midnight(now, periods) + A_MOMENT if walked.is_open else None,
        },
    )
    _plan_reminder(member, walked, periods, now=now)
    return walked


def _follow_zone(person: User, *, now: datetime) -> list[Period]:
    """Where the person lives by another clock than their streak does, it follows a week from now; a move that was
    taken back before it counted never was."""
    rows = list(StreakZone.objects.filter(person=person).order_by("since"))
    if not rows:
        rows.append(StreakZone.objects.create(person=person, zone=person.time_zone, since=BEGINNING))
    if rows[-1].zone != person.time_zone:
        if rows[-1].since > now:
            rows.pop().delete()
        if rows[-1].zone != person.time_zone:
            rows.append(StreakZone.objects.create(person=person, zone=person.time_zone, since=now + ZONE_WAITS))
    return [Period(row.zone, row.since) for row in rows]


def _plan_reminder(member: Member, walked: Walk, periods: list[Period], *, now: datetime) -> None:
    """In the evening of the first day on which nothing has counted yet; an evening that is over has had its own."""
    if walked.current < LEAST_REMINDED or member.hides_all:
        cancel(reminder_of(member.person), now=now)
        return
    day = local_day(now, periods) + (A_DAY if walked.today_counts else timedelta())
    zone = next(one.zone for one in reversed(periods) if one.since <= now)
    evening = clock_time(day, EVENING, zone)
    if evening > now:
        plan(kind=AT_RISK, person=member.person, subject=AT_RISK, at=evening, payload={"day": day.isoformat()})


def look_at_due(*, now: datetime, limit: int = 2000) -> int:
    """Those whose day ended and who had something to lose. Returns how many were looked at."""
    looked = 0
    while looked < limit:
        due = Streak.objects.filter(look_again_at__lte=now).order_by("look_again_at")
        batch = list(due.values_list("person_id", flat=True)[:BATCH])
        if not batch:
            break
        with transaction.atomic():
            for member in lock_members(*batch).values():
                look_at(member, now=now)
        looked += len(batch)
    return looked
