from collections.abc import Iterable

from apps.gamification.levels.models import Level
from apps.gamification.members.models import Member


def levels() -> list[Level]:
    """In order, with what they unlock."""
    return list(Level.objects.prefetch_related("privileges"))


def shown_levels(people: Iterable[int]) -> dict[int, Level]:
    """The levels that others see beside a name, by person: from the second on, of those who don't hide theirs."""
    by_number = {level.number: level for level in Level.objects.all()[1:]}
    shown = Member.objects.filter(person__in=list(people), hides_all=False, level_number__in=by_number)
    return {person: by_number[number] for person, number in shown.values_list("person_id", "level_number")}
