"""What is known of people themselves: how old their account is, whether their address is confirmed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from apps.accounts.models import User
from apps.gamification.deeds.facts import ACCOUNT_AGE, VERIFIED


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
