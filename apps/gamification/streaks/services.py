"""Streaks follow what counts of people's awards, and each midnight of theirs."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.gamification.celebrations.services import Moment, follows_first
from apps.gamification.members.models import Member
from apps.gamification.members.services import lock_members
from apps.gamification.streaks.kinds import AT_RISK, LEAST_REMINDED, reminders_of
from apps.gamification.streaks.models import Streak, StreakZone
from apps.gamification.streaks.selectors import BEGINNING, deeds_of, units_by_day
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
    look_at(moment.people, now=timezone.now())


def look_at(members: Sequence[Member], *, now: datetime) -> dict[int, Walk]:
    """Works the streaks out anew, keeps them, and plans the evening's reminders; the walks by person. The caller holds
    the members' locks. A group costs hardly more queries than one."""
    people = [member.person for member in members]
    zones = _follow_zones(people, now=now)
    done = deeds_of(people)
    walks: dict[int, Walk] = {}
    streaks = []
    for person in people:
        periods = zones[person.pk]
        today, units = local_day(now, periods), units_by_day(done[person.pk], periods)
        walked = walks[person.pk] = walk(units, today=today, forgiven=forgiven_days(periods))
        streaks.append(
            Streak(
                person=person,
                current=walked.current,
                longest=walked.longest,
                last_day=walked.last_day,
                freezes=walked.freezes,
                look_again_at=next_midnight(now, periods) + A_MOMENT if walked.is_open else None,
            )
        )
    kept = ["current", "longest", "last_day", "freezes", "look_again_at"]
    Streak.objects.bulk_create(streaks, update_conflicts=True, unique_fields=["person"], update_fields=kept)
    unreminded = [member for member in members if not _is_reminded(member, walks[member.person_id])]
    if unreminded:
        cancel(reminders_of([member.person for member in unreminded]), now=now)
    for member in members:
        if _is_reminded(member, walks[member.person_id]):
            _plan_reminder(member, walks[member.person_id], zones[member.person_id], now=now)
    return walks


def _follow_zones(people: Sequence[User], *, now: datetime) -> dict[int, list[Period]]:
    """Where people live by another clock than their streak does, it follows a week from now; a move that was taken back
    before it counted never was."""
    rows: dict[int, list[StreakZone]] = {person.pk: [] for person in people}
    for row in StreakZone.objects.filter(person__in=people).order_by("since"):
        rows[row.person_id].append(row)
    added = []
    for person in people:
        own = rows[person.pk]
        if not own:
            own.append(StreakZone(person=person, zone=person.time_zone, since=BEGINNING))
            added.append(own[-1])
        if own[-1].zone != person.time_zone:
            if own[-1].since > now:
                own.pop().delete()
            if own[-1].zone != person.time_zone:
                own.append(StreakZone(person=person, zone=person.time_zone, since=now + ZONE_WAITS))
                added.append(own[-1])
    StreakZone.objects.bulk_create(added)
    return {person: [Period(row.zone, row.since) for row in own] for person, own in rows.items()}


def _is_reminded(member: Member, walked: Walk) -> bool:
    return walked.current >= LEAST_REMINDED and not member.hides_all


def _plan_reminder(member: Member, walked: Walk, periods: list[Period], *, now: datetime) -> None:
    """In the evening of the first day on which nothing has counted yet; an evening that is over has had its own."""
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
            look_at(list(lock_members(*batch).values()), now=now)
        looked += len(batch)
    return looked
