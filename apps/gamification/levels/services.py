"""Levels follow the settled points, up and down, and hand what they unlock down to the apps that enforce it."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.urls import reverse

from apps.accounts.models import Trait, User
from apps.accounts.segments.services import clear_trait, set_trait
from apps.gamification.celebrations.services import Moment, let_follow
from apps.gamification.levels.kinds import LEVEL_REACHED
from apps.gamification.levels.ladder import level_for
from apps.gamification.levels.models import Level
from apps.gamification.members.models import Member
from apps.gamification.members.services import lock_members
from apps.notifications.deciding.services import notify

SOURCE = "gamification.level"
# trait of the person → field of their level
UNLOCKED = {
    "chat.messages_per_minute_bonus": "messages_per_minute_bonus",
    "chat.new_conversations_per_day_bonus": "new_conversations_per_day_bonus",
}
BATCH = 500


def conclude(moment: Moment) -> None:
    """Ends a moment: whose points changed moves to the level of their points, then each person is told once. The caller
    holds their locks."""
    levels = list(Level.objects.all()) if moment.earners else []
    for member in moment.earners:
        _follow_points(member, levels)
    let_follow(moment)
    moment.tell()


def _follow_points(member: Member, levels: Sequence[Level], *, quietly: bool = False) -> None:
    level = level_for(member.points, levels)
    if level is None or member.level_number == level.number:
        return
    is_higher = level.number > member.level_number
    member.level_number = level.number
    member.save(update_fields=["level_number"])
    _unlock(member.person, level)
    if is_higher and not quietly and member.wants_popups:
        # Told of once, however often the level is lost and reached again.
        notify(
            person=member.person,
            kind=LEVEL_REACHED,
            cause=f"level:{level.number}",
            facts={"level": level.number},
            url=reverse("gamification:points"),
        )


def _unlock(person: User, level: Level) -> None:
    for key, value in _unlocked(level).items():
        if value:
            set_trait(person=person, key=key, value=value, source=SOURCE)
        else:
            clear_trait(person=person, key=key)


def _unlocked(level: Level) -> dict[str, str]:
    return {key: str(getattr(level, field) or "") for key, field in UNLOCKED.items()}


def check_levels() -> int:
    """Mends whoever's level or unlocked traits don't fit their points, as after levels were edited. Returns how many.
    Nobody is congratulated: they did nothing."""
    levels = list(Level.objects.all())
    mended, last = 0, 0
    while batch := list(Member.objects.filter(person__gt=last).order_by("person_id")[:BATCH]):
        last = batch[-1].person_id
        mended += sum(_mend(person_id) for person_id in _misfits(batch, levels))
    return mended


def _misfits(batch: list[Member], levels: list[Level]) -> Iterable[int]:
    people = [member.person_id for member in batch]
    given: dict[int, dict[str, str]] = {person: dict.fromkeys(UNLOCKED, "") for person in people}
    for person, key, value in Trait.objects.filter(person__in=people, key__in=UNLOCKED).values_list(
        "person_id", "key", "value"
    ):
        given[person][key] = value
    for member in batch:
        level = level_for(member.points, levels)
        if level and (level.number, _unlocked(level)) != (member.level_number, given[member.person_id]):
            yield member.person_id


@transaction.atomic
def _mend(person_id: int) -> bool:
    member = lock_members(person_id).get(person_id)
    if member is None:
        return False
    _follow_points(member, list(Level.objects.all()), quietly=True)
    if level := Level.objects.filter(number=member.level_number).first():
        _unlock(member.person, level)
    return True
