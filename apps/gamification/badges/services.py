"""Badges follow what counts of people's awards, up and down."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.events.long_work import TakenOver
from apps.gamification.badges.measures import Values, values_of
from apps.gamification.badges.models import Badge, BadgeGrade, BadgeHeld, BadgeRun
from apps.gamification.celebrations.services import Moment, News, follows
from apps.gamification.members.models import Member
from apps.gamification.members.services import lock_members
from apps.gamification.rules.forms import counts_marks

BATCH = 100
Step = tuple[int, int, int]
"""Person, badge, grade."""


@follows
def follow_moment(moment: Moment) -> None:
    """Whoever's points changed: their badges are looked at again, and a new one is told with the rest. The caller holds
    their locks."""
    members = {member.person_id: member for member in moment.earners}
    if not members:
        return
    new, _revoked = look_at(list(members), now=timezone.now())
    for held in new:
        member = members[held.person_id]
        moment.add(member, News(state="step", words=_words_of(held), title=_title_of(held), page="gamification:badges"))


@counts_marks
def has_badge_for_marks() -> bool:
    return Badge.objects.filter(is_live=True, measure="marks").exists()


def _title_of(held: BadgeHeld) -> Callable[[], str]:
    return lambda: _("Badge: %(badge)s") % {"badge": held.badge.name}


def _words_of(held: BadgeHeld) -> Callable[[], str]:
    return lambda: held.badge.about


def look_at(people: Sequence[int], *, now: datetime) -> tuple[list[BadgeHeld], int]:
    """Gives these people the grades that they reached and revokes what they don't reach any more. Returns those that
    they never had before, and how many were revoked."""
    badges = list(Badge.objects.filter(is_live=True).prefetch_related("grades"))
    reached = _reached(badges, people)
    held = {
        (one.person_id, one.badge_id, one.grade): one
        for one in BadgeHeld.objects.filter(person__in=people, badge__in=badges)
    }
    by_id = {badge.pk: badge for badge in badges}
    new = [
        BadgeHeld(person_id=person, badge=by_id[badge], grade=grade, reached_at=now)
        for person, badge, grade in sorted(reached - held.keys())
    ]
    BadgeHeld.objects.bulk_create(new, ignore_conflicts=True)
    again = [held[step].pk for step in reached & held.keys() if held[step].revoked_at]
    BadgeHeld.objects.filter(pk__in=again).update(revoked_at=None)
    gone = [one.pk for step, one in held.items() if step not in reached and one.revoked_at is None]
    revoked = BadgeHeld.objects.filter(pk__in=gone, revoked_at=None).update(revoked_at=now)
    return new, revoked


def values_for(badges: Sequence[Badge], person: int) -> dict[int, int]:
    """By badge: how far the person is."""
    found: dict[int, int] = {}
    for group, values in _alike(badges, [person]):
        found |= dict.fromkeys((badge.pk for badge in group), values.get(person, 0))
    return found


def _reached(badges: Sequence[Badge], people: Sequence[int]) -> set[Step]:
    return {step for group, values in _alike(badges, people) for badge in group for step in _steps(badge, values)}


def _alike(badges: Sequence[Badge], people: Sequence[int]) -> Iterator[tuple[list[Badge], Values]]:
    """One question for all badges that count the same."""
    alike: defaultdict[tuple[str, str, datetime | None, datetime | None], list[Badge]] = defaultdict(list)
    for badge in badges:
        alike[badge.measure, badge.deed, badge.starts_at, badge.ends_at].append(badge)
    for (measure, deed, starts_at, ends_at), group in alike.items():
        yield group, values_of(people, measure, deed=deed, starts_at=starts_at, ends_at=ends_at)


def _steps(badge: Badge, values: Values) -> set[Step]:
    grades: list[BadgeGrade] = list(badge.grades.all())
    return {
        (person, badge.pk, grade.grade) for person, value in values.items() for grade in grades if value >= grade.least
    }


def ask_run() -> BadgeRun:
    return BadgeRun.objects.create(total=Member.objects.count())


def run_over_all(*, run_id: int, now: datetime) -> None:
    """Looks at everybody in batches, tells nobody, and keeps how far it is; unless somebody else does or has done so.
    What a worker gave and revoked who died over it stays counted."""
    run = BadgeRun.objects.claim(run_id, now=now, done=0)
    if run is None:
        return
    with suppress(TakenOver):
        _look_at_everybody(run)
        run.mine().update(finished_at=timezone.now())


def _look_at_everybody(run: BadgeRun) -> None:
    last = 0
    while batch := list(
        Member.objects.filter(person__gt=last).order_by("person_id").values_list("pk", flat=True)[:BATCH]
    ):
        last = batch[-1]
        with transaction.atomic():
            lock_members(*batch)
            new, revoked = look_at(batch, now=timezone.now())
        run.done += len(batch)
        run.given += len(new)
        run.revoked += revoked
        run.go_on(done=run.done, given=run.given, revoked=run.revoked)
