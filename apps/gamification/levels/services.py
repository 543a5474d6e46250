"""Levels follow the settled points, up at once, down with a margin and a grace, and hand what they unlock down to the
apps that enforce it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Trait, User
from apps.accounts.segments.services import set_trait
from apps.gamification.celebrations.services import Moment, let_earn, let_follow
from apps.gamification.levels.kinds import LEVEL_AT_RISK, LEVEL_LOST, LEVEL_REACHED
from apps.gamification.levels.ladder import Held, held
from apps.gamification.levels.models import Level
from apps.gamification.levels.privileges import PRIVILEGES
from apps.gamification.levels.selectors import levels as all_levels
from apps.gamification.members.models import Member
from apps.gamification.members.services import lock_members
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify

SOURCE = "gamification.level"
TRAITS = [privilege.trait for privilege in PRIVILEGES.values()]
BATCH = 500


def conclude(moment: Moment) -> None:
    """Ends a moment: whose points changed moves to the level of their points, then each person is told once. The caller
    holds their locks."""
    let_earn(moment)
    levels = all_levels() if moment.earners else []
    now = timezone.now()
    for member in moment.earners:
        _follow_points(member, levels, now=now, has_grace=member.person_id not in moment.without_grace)
    let_follow(moment)
    moment.tell()


def _standing(member: Member, levels: Sequence[Level], *, now: datetime, has_grace: bool = True) -> Held | None:
    return held(
        member.points,
        levels,
        number=member.level_number,
        kept_until=member.level_kept_until,
        now=now,
        has_grace=has_grace,
    )


def _follow_points(
    member: Member, levels: Sequence[Level], *, now: datetime, quietly: bool = False, has_grace: bool = True
) -> None:
    standing = _standing(member, levels, now=now, has_grace=has_grace)
    before = (member.level_number, member.level_kept_until)
    if standing is None or before == (standing.level.number, standing.kept_until):
        return
    rises, falls = standing.level.number > before[0], standing.level.number < before[0]
    member.level_number, member.level_kept_until = standing.level.number, standing.kept_until
    member.save(update_fields=["level_number", "level_kept_until"])
    if rises or falls:
        _unlock(member.person, standing.level)
    if rises and not quietly and member.wants_popups:
        # Told of once, however often the level is lost and reached again.
        _tell(member, LEVEL_REACHED, f"level:{standing.level.number}", {"level": standing.level.number})
    elif standing.kept_until and not before[1]:
        facts = {
            "level": standing.level.number,
            "until": standing.kept_until.isoformat(),
            "missing": standing.level.kept_from - member.points,
        }
        _tell(member, LEVEL_AT_RISK, f"level_kept:{standing.level.number}:{standing.kept_until:%Y-%m-%d}", facts)
    elif falls and before[1]:
        _tell(member, LEVEL_LOST, f"level_lost:{before[0]}:{now:%Y-%m-%d}", {"level": standing.level.number})


def _tell(member: Member, kind: Kind, cause: str, facts: dict[str, object]) -> None:
    if not member.hides_all:
        notify(person=member.person, kind=kind, cause=cause, facts=facts, url=reverse("gamification:points"))


def _unlock(person: User, level: Level) -> None:
    for key, value in _unlocked(level).items():
        if value:
            set_trait(person=person, key=key, value=value, source=SOURCE)
        else:
            # What another source gave stays theirs.
            Trait.objects.filter(person=person, key=key, source=SOURCE).delete()


def _unlocked(level: Level) -> dict[str, str]:
    given = {PRIVILEGES[row.kind].trait: str(row.amount) for row in level.privileges.all() if row.kind in PRIVILEGES}
    return {trait: given.get(trait, "") for trait in TRAITS}


def check_levels() -> int:
    """Mends whoever's level or unlocked traits don't fit their points, as after levels were edited, and ends a grace
    that is over. Returns how many. Nobody is congratulated: they did nothing."""
    levels, now = all_levels(), timezone.now()
    mended, last = 0, 0
    while batch := list(Member.objects.filter(person__gt=last).order_by("person_id")[:BATCH]):
        last = batch[-1].person_id
        mended += sum(_mend(person_id) for person_id in _misfits(batch, levels, now))
    return mended


def _misfits(batch: list[Member], levels: list[Level], now: datetime) -> Iterable[int]:
    people = [member.person_id for member in batch]
    given: dict[int, dict[str, str]] = {person: dict.fromkeys(TRAITS, "") for person in people}
    traits = Trait.objects.filter(person__in=people, key__in=TRAITS, source=SOURCE)
    for person, key, value in traits.values_list("person_id", "key", "value"):
        given[person][key] = value
    for member in batch:
        standing = _standing(member, levels, now=now)
        if standing is None:
            continue
        fits = (standing.level.number, standing.kept_until) == (member.level_number, member.level_kept_until)
        if not fits or _unlocked(standing.level) != given[member.person_id]:
            yield member.person_id


@transaction.atomic
def _mend(person_id: int) -> bool:
    member = lock_members(person_id).get(person_id)
    if member is None:
        return False
    levels = all_levels()
    _follow_points(member, levels, now=timezone.now(), quietly=True)
    if level := next((level for level in levels if level.number == member.level_number), None):
        _unlock(member.person, level)
    return True
