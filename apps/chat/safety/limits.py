"""How much a person may send: the installation's base and what their level adds to it, or a limit of their own that
their standing gives them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import Trait
from apps.accounts.segments.models import LENT
from apps.realtime.pace import Pace

WINDOW = timedelta(minutes=1)
DAY = timedelta(days=1)

MESSAGES_TRAIT = "chat.messages_per_minute"
CONVERSATIONS_TRAIT = "chat.new_conversations_per_day"
BONUS = "_bonus"
STANDING = "moderation"
"""The source of limits that upheld reports leave."""


def new_conversations_per_day(person: int) -> int:
    """0 for none. No query where the base is 0."""
    base = settings.CHAT_NEW_CONVERSATIONS_PER_DAY
    if not base:
        return 0
    valid = Trait.objects.filter(Q(until=None) | Q(until__gt=timezone.now()), person=person)
    keys = (*trait_keys(CONVERSATIONS_TRAIT), CONVERSATIONS_TRAIT + BONUS + LENT)
    traits = valid.filter(key__in=keys).values_list("person_id", "key", "value")
    return limits_from([person], traits, key=CONVERSATIONS_TRAIT, base=base).get(person, 0)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What upheld reports leave of somebody's limits now; all of it is back at `until`."""

    messages_per_minute: int | None
    new_conversations_per_day: int | None
    until: datetime


def narrowed(person: int) -> Narrowed | None:
    """None where nothing is missing."""
    now = timezone.now()
    traits = Trait.objects.filter(person=person, source=STANDING, until__gt=now)
    found = {trait.key: trait for trait in traits.filter(key__in=[MESSAGES_TRAIT, CONVERSATIONS_TRAIT])}
    if not found:
        return None
    values = {key: int(trait.value) for key, trait in found.items()}
    until = max(trait.until for trait in found.values() if trait.until is not None)
    return Narrowed(values.get(MESSAGES_TRAIT), values.get(CONVERSATIONS_TRAIT), until)


changes_pace = Pace(0)


def check_pace(person: int) -> None:
    """Counts one edit, recall or reaction. Raises RateLimited for one above `CHAT_CHANGES_PER_MINUTE`."""
    changes_pace.per_minute = settings.CHAT_CHANGES_PER_MINUTE
    changes_pace.spend(person)


def trait_keys(key: str) -> tuple[str, str]:
    """Of a limit of one's own, and of what is added to the installation's base."""
    return key, key + BONUS


def limits_from(
    people: Iterable[int], traits: Iterable[tuple[int, str, str]], *, key: str, base: int
) -> dict[int, int]:
    """The limit of each person by their valid traits (person, key, value); those without one are left out."""
    own, bonus = dict[int, int](), Counter[int]()
    for person, found, value in traits:
        if value.isdecimal() and found == key:
            own[person] = int(value)
        elif value.isdecimal():
            bonus[person] += int(value)
    limits = {person: own.get(person, base + bonus[person]) for person in people}
    return {person: limit for person, limit in limits.items() if limit}
