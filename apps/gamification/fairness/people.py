"""What is known of people themselves: how old their account is, whether their address is confirmed, and whether they
belong to a group that talks with itself alone."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from apps.accounts.models import User
from apps.gamification.deeds.facts import ACCOUNT_AGE, VERIFIED
from apps.gamification.fairness.models import RingMember

OLD_ENOUGH = timedelta(days=14)
"""An account of less says nothing of others: it may have been made for that."""


def facts_of(people: Iterable[User], *, now: datetime | None = None) -> dict[int, dict[str, Any]]:
    """By person: the facts that conditions may ask of everybody, whatever they did."""
    everybody = {person.pk: person for person in people}
    verified = verified_among(everybody)
    at = now or timezone.now()
    return {
        pk: {ACCOUNT_AGE.key: max(0, (at - person.date_joined).days), VERIFIED.key: pk in verified}
        for pk, person in everybody.items()
    }


def verified_among(people: Iterable[int]) -> set[int]:
    """Those with a confirmed e-mail address."""
    return set(EmailAddress.objects.filter(user__in=list(people), verified=True).values_list("user_id", flat=True))


def rings_of(people: Iterable[int]) -> dict[int, int]:
    """By person: their closed group. Whoever belongs to none is left out."""
    return dict(RingMember.objects.filter(person__in=list(people)).values_list("person_id", "ring"))


def are_of_one_ring(rings: Mapping[int, int], one: int, other: int) -> bool:
    return one in rings and rings[one] == rings.get(other)
