"""Levels follow the settled points, up and down, and hand what they unlock down to the apps that enforce it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Sum

from apps.accounts.models import Trait, User
from apps.accounts.segments.services import clear_trait, set_trait
from apps.gamification.awards.models import Award
from apps.gamification.celebrations.services import tell_of_level
from apps.gamification.levels.ladder import level_for
from apps.gamification.levels.models import Level
from apps.gamification.members.models import Member
from apps.gamification.members.services import lock_members

SOURCE = "gamification.level"
# trait of the person → field of their level
UNLOCKED = {
    "chat.messages_per_minute_bonus": "messages_per_minute_bonus",
    "chat.new_conversations_per_day_bonus": "new_conversations_per_day_bonus",
}
BATCH = 500


def follow_points(*, member: Member, quietly: bool = False) -> None:
    """Moves the person to the level of their points, and tells them of a higher one. The caller holds their lock."""
    person = member.person
    level = level_for(Award.objects.filter(person=person).counting().points(), list(Level.objects.all()))
    if level is None or member.level_number == level.number:
        return
    is_higher = level.number > member.level_number
    member.level_number = level.number
    member.save(update_fields=["level_number"])
    _unlock(person, level)
    if is_higher and not quietly:
        tell_of_level(member=member, level=level)


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
    totals = Award.objects.filter(person__in=people).counting().values("person_id").annotate(total=Sum("points"))
    points = {row["person_id"]: row["total"] for row in totals}
    given: dict[int, dict[str, str]] = {person: dict.fromkeys(UNLOCKED, "") for person in people}
    for person, key, value in Trait.objects.filter(person__in=people, key__in=UNLOCKED).values_list(
        "person_id", "key", "value"
    ):
        given[person][key] = value
    for member in batch:
        level = level_for(points.get(member.person_id, 0), levels)
        if level and (level.number, _unlocked(level)) != (member.level_number, given[member.person_id]):
            yield member.person_id


@transaction.atomic
def _mend(person_id: int) -> bool:
    member = lock_members(person_id).get(person_id)
    if member is None:
        return False
    follow_points(member=member, quietly=True)
    if level := Level.objects.filter(number=member.level_number).first():
        _unlock(member.person, level)
    return True
