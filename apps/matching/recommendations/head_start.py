"""A small head start in recommendations, which an upper app may give people: it tells near equals apart and never lifts
anybody over a clearly better match."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import Trait

HEAD_START = "matching.head_start"
"""The trait; its value is in hundredths of the score."""
MOST = 0.03


def head_starts(people: Iterable[int | None]) -> dict[int, float]:
    """By person, what is added to the score when matches are put in order; who has none is left out."""
    wanted = {person for person in people if person is not None}
    valid = Q(until=None) | Q(until__gt=timezone.now())
    traits = Trait.objects.filter(valid, person__in=wanted, key=HEAD_START).values_list("person_id", "value")
    return {person: min(int(value) / 100, MOST) for person, value in traits if value.isdecimal()}
