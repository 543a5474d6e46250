"""How much a person may send: the installation's base and what their level adds to it, or a limit of their own that
their standing gives them."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import Trait
from apps.realtime.pace import Pace

WINDOW = timedelta(minutes=1)

MESSAGES_TRAIT = "chat.messages_per_minute"
CONVERSATIONS_TRAIT = "chat.new_conversations_per_day"
BONUS = "_bonus"


def messages_per_minute(people: Iterable[int]) -> dict[int, int]:
    """The limit of each person; those without one are left out. No query where the base is 0."""
    return _limits(people, MESSAGES_TRAIT, settings.CHAT_MESSAGES_PER_MINUTE)


def new_conversations_per_day(person: int) -> int:
    """0 for none."""
    return _limits([person], CONVERSATIONS_TRAIT, settings.CHAT_NEW_CONVERSATIONS_PER_DAY).get(person, 0)


changes_pace = Pace(0)


def check_pace(person: int) -> None:
    """Counts one edit, recall or reaction. Raises RateLimited for one above `CHAT_CHANGES_PER_MINUTE`."""
    changes_pace.per_minute = settings.CHAT_CHANGES_PER_MINUTE
    changes_pace.spend(person)


def _limits(people: Iterable[int], key: str, base: int) -> dict[int, int]:
    people = list(people)
    if not base or not people:
        return {}
    valid = Trait.objects.filter(Q(until=None) | Q(until__gt=timezone.now()), person__in=people)
    own, bonus = dict[int, int](), dict[int, int]()
    for person, found, value in valid.filter(key__in=[key, key + BONUS]).values_list("person_id", "key", "value"):
        if value.isdecimal():
            (own if found == key else bonus)[person] = int(value)
    limits = {person: own.get(person, base + bonus.get(person, 0)) for person in people}
    return {person: limit for person, limit in limits.items() if limit}
